#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/layers/activations/leaky_re_lu.hpp"
#include "keras/layers/activations/p_re_lu.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

/// Of a Dense layer whose activation is that layer.
Layer dense_with(const Layer& activation) {
  return deserialize<Layer>(Object{
      {"class_name", "Dense"},
      {"config", Object{{"units", 2}, {"name", "d"}, {"activation", to_value(activation)}}}});
}

}  // namespace

TEST_CASE("the activation of a layer may be a layer without weights") {
  const auto layer = dense_with(LeakyReLU({.negative_slope = 0.5, .name = "leaky"}));
  const Tensor x(std::vector<float>{1}, {1, 1});
  layer.build({x.shape()});
  layer.set_weights({Tensor(std::vector<float>{4, -4}, {1, 2}), ops::zeros({2})});
  CHECK(layer(x).to_vector<float>() == std::vector<float>{4, -2});
  const auto saved = layer.get_config().at("activation");
  CHECK(saved.string_at("class_name") == "LeakyReLU");
  CHECK(saved.find("config")->find("name")->as_string() == "leaky");
  CHECK(to_json(dense_with(deserialize<Layer>(saved)).get_config().at("activation")) ==
        to_json(saved));
}

TEST_CASE("the activation of a layer may not be a layer with weights") {
  CHECK_THROWS_WITH_AS(dense_with(PReLU())(ops::ones({1, 1})),
                       doctest::Contains("an activation must be a layer without weights; "
                                         "received PReLU"),
                       ValueError);
}

}  // namespace keras::layers
