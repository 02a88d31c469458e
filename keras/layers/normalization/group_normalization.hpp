#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `GroupNormalization`, in the order of keras.layers.GroupNormalization.
struct GroupNormalizationOptions {
  int groups = 32;        ///< Of channels; -1: each channel by itself.
  int axis = -1;          ///< The axis of the channels.
  double epsilon = 1e-3;  ///< Added to the variance.
  bool center = true;     ///< Whether to add a learned offset, beta.
  bool scale = true;      ///< Whether to multiply by a learned factor, gamma.
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the statistics of each group of
/// channels in each sample; any shape, which it keeps.
///
///     auto y = GroupNormalization({.groups = 8})(images);
///
/// Wu and He 2018; https://keras.io/api/layers/normalization_layers/group_normalization
class GroupNormalization : public Layer {
 public:
  GroupNormalization(GroupNormalizationOptions options = {});
  Variable gamma() const;
  Variable beta() const;
};

extern const Registered<Layer> registered_group_normalization;
[[gnu::used]] inline const auto* const linked_group_normalization = &registered_group_normalization;

}  // namespace keras::layers
