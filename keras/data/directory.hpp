// Internal: folders with a file for each sample.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "keras/data/dataset.hpp"
#include "keras/data/labels.hpp"

namespace keras::data {

/// What functions that read a folder have in common; `where` is the function, for errors.
struct Directory {
  const char* where;
  std::string path;
  utils::Labels labels = "inferred";
  std::optional<std::string> label_mode = {};
  std::vector<std::string> class_names = {};
  bool shuffle = true;
  std::optional<std::int64_t> seed = {};
  std::optional<double> validation_split = {};
  std::optional<std::string> subset = {};
  bool follow_links = false, verbose = true;
  std::initializer_list<std::string_view> endings = {};  ///< Of the files that are samples.
};

/// The files of a folder with their classes.
struct Files {
  std::vector<std::string> paths = {}, class_names = {};
  std::vector<int> classes = {};  ///< Of each file; empty without labels.
  std::uint32_t seed = 0;
};

/// The files of `directory` in Keras's order (NumPy's of that seed with `shuffle`), of the subset.
Files files_of(const Directory& directory);

/// The targets of a file: an int32, a float32 (1,) or a float32 one-hot vector; none without
/// labels.
Tensors target_of(const Files& files, std::size_t number, const std::string& label_mode);

/// Files and targets as samples; `load` reads one file.
Dataset dataset_of(Files files, const Directory& directory, std::optional<int> batch_size,
                   std::function<Tensor(const std::string& path)> load);

}  // namespace keras::data
