#include "keras/layers/normalization/rms_normalization.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {

TEST_CASE("the scale of RMSNormalization broadcasts, and does not stand along other axes") {
  const RMSNormalization layer({.axis = 1});
  const auto x = ops::reshape(ops::arange(8, {.dtype = "float32"}), {1, 2, 2, 2});
  layer.build({x.shape()});
  layer.set_weights({Tensor(std::vector<float>{1, 10})});
  const auto plain = ops::rms_normalization(x, {.axis = 1, .epsilon = 1e-6}).to_vector<float>();
  const auto y = layer(x).to_vector<float>();
  for (std::size_t i = 0; i < y.size(); ++i)
    CHECK(y[i] == doctest::Approx(plain[i] * (i % 2 == 0 ? 1 : 10)));
  const RMSNormalization other({.axis = 1});
  CHECK_THROWS_AS(other(ops::ones({1, 2, 3, 3})), ValueError);
}

}  // namespace keras::layers
