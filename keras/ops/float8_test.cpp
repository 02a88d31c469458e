#include "keras/ops/float8.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "keras/autodiff/gradients.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

using Floats = std::vector<float>;

Floats there_and_back(const Floats& x, DType dtype) {
  const auto y = cast(Tensor(x), dtype);
  CHECK(y.dtype() == dtype);
  return cast(y, DType::float32).to_vector<float>();
}

}  // namespace

// The wanted numbers are those of keras.ops.cast on JAX.
TEST_CASE("numbers are rounded to float8_e4m3fn, and NaN past 464") {
  const Floats x = {0, 1.06F, 1.07F, -2.4F, 17, 19, 448, 464, 0.001F, 0.0029F, -1e-9F};
  const Floats wanted = {0, 1, 1.125F, -2.5F, 16, 20, 448, 448, 0.001953125F, 0.001953125F, 0};
  CHECK(there_and_back(x, DType::float8_e4m3fn) == wanted);
  for (const float y : there_and_back({465, -1e9F, std::nanf("")}, DType::float8_e4m3fn))
    CHECK(std::isnan(y));
}

TEST_CASE("numbers are rounded to float8_e5m2, and infinite past 61440") {
  const auto infinity = std::numeric_limits<float>::infinity();
  const Floats x = {1.1F, 1.13F, -5.5F, 57344, 61439, 61440, -1e9F, infinity, 2e-5F};
  const Floats wanted = {
      1, 1.25F, -6, 57344, 57344, infinity, -infinity, infinity, 1.52587890625e-5F};
  CHECK(there_and_back(x, DType::float8_e5m2) == wanted);
  CHECK(std::isnan(there_and_back({std::nanf("")}, DType::float8_e5m2)[0]));
}

TEST_CASE("casts from one float8 to another, and from whole numbers") {
  const auto x = cast(Tensor(std::vector<std::int32_t>{3, 200, -9}), DType::float8_e4m3fn);
  CHECK(cast(x, DType::int32).to_vector<std::int32_t>() == std::vector<std::int32_t>{3, 192, -9});
  CHECK(cast(cast(x, DType::float8_e5m2), DType::float16).to_vector<float>() == Floats{3, 192, -8});
}

TEST_CASE("gradients of casts are rounded to float8, as in JAX") {
  const Tensor x(Floats{0.3F, 0.2F, 1}), factors(Floats{1.07F, -2.4F, 1e-9F});
  const auto y = cast(cast(x, DType::float8_e4m3fn), DType::float32);
  CHECK(gradient(sum(y * factors), x).to_vector<float>() == Floats{1.125F, -2.5F, 0});
}

}  // namespace keras::ops
