// The layers that only models of keras.applications have.
#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/layers.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

TEST_CASE("LayerScale multiplies each channel by its factor") {
  const LayerScale layer(0.5, 2);
  CHECK(layer(ops::array({{2, 4}, {6, 8}})).to_vector<float>() == std::vector<float>{1, 2, 3, 4});
  CHECK(layer.variables()[0].name() == "variable");
  CHECK_THROWS_WITH_AS(
      LayerScale(0.5, 0),
      "layers.LayerScale: projection_dim must be positive; received projection_dim=0", ValueError);
}

TEST_CASE("StochasticDepth keeps or drops whole samples, in training only") {
  const StochasticDepth layer(0.5);
  const auto x = ops::ones({64, 3});
  CHECK(layer(x).to_vector<float>() == x.to_vector<float>());
  const auto y = layer(x, {.training = true}).to_vector<float>();
  int dropped = 0;
  for (std::size_t i = 0; i < y.size(); i += 3) {
    CHECK((y[i] == 0 || y[i] == 2));
    CHECK(y[i + 1] == y[i]);
    dropped += y[i] == 0;
  }
  CHECK(dropped > 0);
  CHECK(dropped < 64);
  CHECK_THROWS_WITH_AS(
      StochasticDepth(1.0),
      "layers.StochasticDepth: drop_path_rate must be in [0, 1); received drop_path_rate=1.0",
      ValueError);
}

TEST_CASE("CustomScaleLayer adds a share of the second input") {
  const CustomScaleLayer layer(0.5);
  const auto one = ops::array({1.0}), four = ops::array({4.0});
  CHECK(layer(one, four).to_vector<float>() == std::vector<float>{3});
  CHECK_THROWS_WITH_AS(layer(one), doctest::Contains("two inputs are wanted; received 1"),
                       ValueError);
}

TEST_CASE("the layers of applications are saved by the module and the name that Keras gives them") {
  const auto saved = to_value(LayerScale(1e-6, 4, {.name = "scale"}));
  CHECK(saved.string_at("module") == "keras.src.applications.convnext");
  CHECK(saved.string_at("registered_name") == "LayerScale");
  CHECK(to_value(deserialize<Layer>(saved)) == saved);
  const auto scaled = to_value(CustomScaleLayer(0.1, {.name = "scaled"}));
  CHECK(scaled.string_at("module") == "keras.src.applications.inception_resnet_v2");
  CHECK(to_value(deserialize<Layer>(scaled)) == scaled);
}

}  // namespace
}  // namespace keras::layers
