// Internal: the variables of a model by the paths that Keras saves them under.
#pragma once
#include <string>
#include <vector>

#include "keras/models/model.hpp"

namespace keras::saving {

/// An object with variables: "layers/dense" of class Dense, named "dense".
struct WeightGroup {
  std::string path, name, class_name;
  Variables variables;     ///< Those that files hold.
  Variables changes = {};  ///< What is added to them, which starts at zero when they are read.
  std::vector<SavedTensor> tensors = {};  ///< What files hold beside the variables.
  std::vector<Asset> assets = {};
};

/// Where an archive has an asset of the group: "assets/layers/text_vectorization/vocabulary.txt".
std::string asset_path(const WeightGroup& group, const Asset& asset);

/// The groups of a model in the order in which Keras writes them, each object once; the optimizer's
/// last.
std::vector<WeightGroup> weight_groups(const Model& model);

}  // namespace keras::saving
