#include <doctest/doctest.h>

#include "keras/ops/core.hpp"
#include "keras/ops/elementwise.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {

TEST_CASE("angles of fractions beside half are float32, as in Keras") {
  const auto half = cast(array({1.0, -2.0}), "float16");
  CHECK(arctan2(half, 1.5).dtype() == DType::float32);
  CHECK(arctan2(0.5, half).dtype() == DType::float32);
  CHECK(arctan2(half, 2).dtype() == DType::float16);
  CHECK(arctan2(half, half).dtype() == DType::float16);
  CHECK(arctan2(half, 1.5).to_vector<float>()[0] == doctest::Approx(0.588002603));
}

TEST_CASE("truths that are divided by 0 remain, as in Keras") {
  const Tensor truths(std::vector<bool>{true, true, false, false});
  const Tensor divisors(std::vector<bool>{true, false, true, false});
  CHECK(fmod(truths, divisors).to_vector<int>() == std::vector<int>{0, 1, 0, 0});
  CHECK(fmod(cast(truths, "int32"), 0).to_vector<int>() == std::vector<int>{0, 0, 0, 0});
}

}  // namespace keras::ops
