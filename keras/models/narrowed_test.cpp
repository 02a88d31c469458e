#include "keras/models/narrowed.hpp"

#include <doctest/doctest.h>

#include "keras/ops/core.hpp"

namespace keras {

TEST_CASE("numbers of 64 bits are narrowed to 32, others stay") {
  const Tensor x(std::vector<float>{1, -2});
  const auto narrow = [&](DType dtype) {
    return narrowed(Tensors({ops::cast(x, dtype)})).flat()[0];
  };
  CHECK(narrow(DType::float64).dtype() == DType::float32);
  CHECK(narrow(DType::int64).dtype() == DType::int32);
  CHECK(narrow(DType::uint64).dtype() == DType::uint32);
  CHECK(narrow(DType::float16).dtype() == DType::float16);
  CHECK(narrow(DType::int64).to_vector<float>() == std::vector<float>{1, -2});
}

}  // namespace keras
