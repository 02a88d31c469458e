#include "keras/autodiff/jvp.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/core/error.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {

TEST_CASE("jvp is the derivative in a direction") {
  const Tensor x(std::vector<float>{1, 2}), direction(std::vector<float>{3, -1});
  const auto [y, slope] = jvp([](const Tensor& t) { return sin(t) * sum(t); }, x, direction);
  const auto slopes = slope.to_vector<float>();
  CHECK(y.to_vector<float>()[1] == doctest::Approx(3 * std::sin(2.0)));
  CHECK(slopes[0] == doctest::Approx(3 * std::cos(1.0) * 3 + std::sin(1.0) * 2));
  CHECK(slopes[1] == doctest::Approx(-std::cos(2.0) * 3 + std::sin(2.0) * 2));
  const auto constant = jvp([](const Tensor&) { return ones({2}); }, x, direction);
  CHECK(constant.second.to_vector<float>() == std::vector<float>{0, 0});
  const auto first = [](const std::vector<Tensor>& all) { return all[0]; };
  CHECK_THROWS_WITH_AS(jvp(first, {x}, std::vector<Tensor>()),
                       doctest::Contains("a tangent for each primal; received 0 for 1"),
                       ValueError);
  CHECK_THROWS_WITH_AS(jvp(first, {x}, {sum(x)}),
                       doctest::Contains("must have the shape of its primal"), ValueError);
}

}  // namespace keras::ops
