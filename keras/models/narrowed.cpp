#include "keras/models/narrowed.hpp"

#include <vector>

#include "keras/ops/core.hpp"

namespace keras {
namespace {

Tensor narrowed_one(const Tensor& x) {
  switch (x.dtype().kind()) {
    case DType::float64:
      return ops::cast(x, "float32");
    case DType::int64:
      return ops::cast(x, "int32");
    case DType::uint64:
      return ops::cast(x, "uint32");
    default:
      return x;
  }
}

}  // namespace

Tensors narrowed(const Tensors& x) {
  std::vector<Tensor> flat;
  for (const auto& tensor : x.flat()) flat.push_back(narrowed_one(tensor));
  return x.with(std::move(flat));
}

}  // namespace keras
