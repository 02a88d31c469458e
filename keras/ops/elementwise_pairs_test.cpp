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

TEST_CASE("six bits of the exponents of whole numbers count, as in Keras on JAX") {
  const Tensor bases(std::vector<int>{3, 2, 0, 0, -2, 3}),
      exponents(std::vector<int>{-1, 70, 64, 0, 3, 4});
  CHECK(power(bases, exponents).to_vector<int>() == std::vector<int>{2111105451, 64, 0, 1, -8, 81});
  const auto bytes = power(cast(bases, "int8"), cast(exponents, "int8"));
  CHECK(bytes.to_vector<int>()[0] == -85);
}

}  // namespace keras::ops
