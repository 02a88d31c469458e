#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras {

/// Arguments of `save_model`.
struct SaveOptions {
  bool overwrite = true;                ///< Otherwise a file that is there already is an error.
  std::optional<bool> zipped = {};      ///< Of `.keras`: false makes a folder of the members.
  bool include_optimizer = true;        ///< Of `.h5`: whether it holds how the model is compiled.
  std::string target_version = "3.15";  ///< The oldest Keras 3 that shall read the file.
};

/// Arguments of `save_weights`.
struct SaveWeightsOptions {
  bool overwrite = true;                      ///< Otherwise a file that is there is an error.
  std::optional<double> max_shard_size = {};  ///< GiB of one file; a single file by default.
};

/// Arguments of `load_weights`.
struct LoadWeightsOptions {
  bool skip_mismatch = false;  ///< Whether layers whose weights do not fit keep theirs.
  bool by_name = false;        ///< Whether a legacy file's weights go to layers of the same name.
};

/// Arguments of `Model::export_to`.
struct ExportOptions {
  std::string format = "onnx";             ///< No other one is written here.
  bool verbose = true;                     ///< Whether to say where the file is.
  std::vector<Spec> input_signature = {};  ///< Of the inputs; by default as the model declares.
  std::optional<int> opset_version = {};   ///< 17, of ONNX's standard operators.
};

}  // namespace keras
