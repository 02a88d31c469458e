#include "keras/layers/activations/p_re_lu.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

namespace keras::layers {
namespace {

Shape alpha_shape(Axes shared_axes) {
  const PReLU layer({.shared_axes = std::move(shared_axes)});
  layer.build({{5, 2, 3, 4}});
  return layer.alpha().shape();
}

}  // namespace

TEST_CASE("PReLU counts shared axes from behind as Keras does, one further than others") {
  CHECK(alpha_shape({}) == Shape{2, 3, 4});
  CHECK(alpha_shape({1, 3}) == Shape{1, 3, 1});
  CHECK(alpha_shape(-1) == Shape{2, 1, 4});
  CHECK(alpha_shape(-2) == Shape{1, 3, 4});
  CHECK_THROWS_WITH_AS(alpha_shape(-3),
                       doctest::Contains("counted from behind from the last but one; "
                                         "received shared_axes=-3"),
                       ValueError);
  CHECK_THROWS_WITH_AS(alpha_shape(0), doctest::Contains("must not name the batch axis"),
                       ValueError);
}

}  // namespace keras::layers
