#include "keras/layers/regularization/activity_regularization.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/regularizers/regularizers.hpp"

namespace keras::layers {
namespace {

struct ActivityRegularizationImpl final : LayerOf<ActivityRegularizationOptions> {
  explicit ActivityRegularizationImpl(ActivityRegularizationOptions o)
      : LayerOf("ActivityRegularization", std::move(o)) {
    activity_regularizer = regularizers::L1L2({.l1 = options.l1, .l2 = options.l2});
    built = true;
  }
  /// The regularizer is made from l1 and l2, so it is not saved.
  Object full_config() const override {
    auto config = LayerOf::full_config();
    config.erase("activity_regularizer");
    return config;
  }
  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override { return x; }
};

}  // namespace

ActivityRegularization::ActivityRegularization(ActivityRegularizationOptions options)
    : Layer(std::make_shared<ActivityRegularizationImpl>(std::move(options))) {}

const Registered<Layer> registered_activity_regularization =
    registered<Layer, ActivityRegularization, ActivityRegularizationOptions>(
        "keras.layers", "ActivityRegularization");

}  // namespace keras::layers
