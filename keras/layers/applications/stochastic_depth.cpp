#include "keras/layers/applications/stochastic_depth.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {
namespace {

struct StochasticDepthImpl final : LayerOf<StochasticDepthOptions> {
  random::SeedGenerator generator;

  explicit StochasticDepthImpl(StochasticDepthOptions o)
      : LayerOf("StochasticDepth", std::move(o)) {
    if (!(options.drop_path_rate >= 0 && options.drop_path_rate < 1))
      fail("layers.StochasticDepth: drop_path_rate must be in [0, 1); received drop_path_rate=",
           options.drop_path_rate);
    built = true;
  }

  std::string module() const override { return "keras.src.applications.convnext"; }
  std::string registered_name() const override { return class_name; }

  Tensor call(const Tensor& x, CallContext& context) override {
    if (!context.training) return x;
    const double kept = 1 - options.drop_path_rate;
    Shape samples = {x.shape()[0]};
    for (int i = 1; i < x.rank(); ++i) samples.push_back(1);
    const auto draws = random::uniform(samples, {.seed = generator});
    return x / kept * ops::cast(ops::floor(kept + draws), x.dtype());
  }
};

}  // namespace

StochasticDepth::StochasticDepth(StochasticDepthOptions options)
    : Layer(std::make_shared<StochasticDepthImpl>(std::move(options))) {}
StochasticDepth::StochasticDepth(double drop_path_rate, StochasticDepthOptions options)
    : StochasticDepth((options.drop_path_rate = drop_path_rate, std::move(options))) {}

const Registered<Layer> registered_stochastic_depth{
    "keras.src.applications.convnext", "StochasticDepth",
    Definition<Layer, StochasticDepth, StochasticDepthOptions>::from_config, nullptr};

}  // namespace keras::layers
