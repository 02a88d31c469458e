#include "keras/layers/normalization/layer_normalization.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {

TEST_CASE("axes of LayerNormalization counted from both ends are sorted as given") {
  const LayerNormalization layer({.axis = {1, -1}, .epsilon = 0});
  const auto x = ops::reshape(ops::arange(6, {.dtype = "float32"}), {1, 2, 3});
  layer.build({x.shape()});
  CHECK(layer.gamma().shape() == Shape{3, 2});
  layer.set_weights(
      {ops::reshape(ops::arange(6, {.dtype = "float32"}), {3, 2}), ops::zeros({3, 2})});
  const auto y = layer(x).to_vector<float>();
  // The mean of 0 to 5 is 2.5, their variance 35/12.
  for (int i = 0; i < 6; ++i)
    CHECK(y[static_cast<std::size_t>(i)] ==
          doctest::Approx((i - 2.5) / std::sqrt(35.0 / 12.0) * i));
}

}  // namespace keras::layers
