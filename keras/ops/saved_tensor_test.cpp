#include "keras/ops/saved_tensor.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/graph/node.hpp"
#include "keras/ops/core.hpp"

namespace keras::ops {

TEST_CASE("a saved tensor comes back with all of its digits") {
  const double third = 1.0 / 3, large = 4503599627370497.0;  // 2^52 + 1
  const Tensor tensor(std::vector<double>{third, large}, {2, 1});
  const auto again = tensor_from(saved_tensor(tensor));
  CHECK(again.dtype() == DType::float64);
  CHECK(again.shape() == Shape({2, 1}));
  CHECK(again.to_vector<double>() == std::vector<double>{third, large});
}

TEST_CASE("constants of a file are numbers, lists or arrays") {
  CHECK(saved_tensor(2) == Value(2));
  CHECK(saved_tensor(0.5) == Value(0.5));
  CHECK(tensor_from(Value(0.5)).spec().weak);
  CHECK(tensor_from(List{1, 2}).dtype() == DType::int32);
  CHECK(tensor_from(List{1, 2}).node()->computed());  // as shapes and places must be
  CHECK(tensor_from(List{1, 2.5}).dtype() == DType::float32);
  CHECK_FALSE(tensor_from(nullptr).defined());
  CHECK_THROWS_WITH_AS(tensor_from("x"), doctest::Contains("a tensor is wanted"), ValueError);
}

}  // namespace keras::ops
