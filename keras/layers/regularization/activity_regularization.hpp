#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `ActivityRegularization`, in the order of keras.layers.ActivityRegularization.
struct ActivityRegularizationOptions {
  double l1 = 0;  ///< Of the sum of absolute values.
  double l2 = 0;  ///< Of the sum of squares.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// The input itself, whose size adds to the loss.
///
///     auto y = ActivityRegularization({.l2 = 1e-4})(x);
///
/// https://keras.io/api/layers/regularization_layers/activity_regularization
class ActivityRegularization : public Layer {
 public:
  ActivityRegularization(ActivityRegularizationOptions options = {});
};

extern const Registered<Layer> registered_activity_regularization;
[[gnu::used]] inline const auto* const linked_activity_regularization =
    &registered_activity_regularization;

}  // namespace keras::layers
