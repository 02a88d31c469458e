#include "keras/core/error.hpp"
#include "keras/models/narrowed.hpp"
#include "keras/models/trainer.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

std::int64_t common_length(const Tensors& x, const Tensors& y, const Tensors& weights) {
  std::int64_t rows = -1;
  const auto check = [&](const char* what, const Tensors& tensors) {
    for (const auto& tensor : tensors.flat()) {
      if (tensor.rank() == 0)
        fail("fit: ", what, " must have an axis of samples; received a scalar");
      if (rows >= 0 && tensor.shape(0) != rows)
        fail("fit: x, y and sample_weight must have the same number of samples; received ", rows,
             " and ", tensor.shape(0), " in ", what);
      rows = tensor.shape(0);
    }
  };
  check("x", x), check("y", y), check("sample_weight", weights);
  return rows;
}

}  // namespace

Arrays::Arrays(const Tensors& x_, const Tensors& y_, const Tensors& weights_)
    : x(narrowed(x_)), y(narrowed(y_)), weights(narrowed(weights_)) {
  if (!x.defined()) fail("fit: x must be given; received None");
  rows = common_length(x, y, weights);
  if (rows == 0) fail("fit: there must be at least one sample; received x of shape ", x[0].shape());
}

Arrays Arrays::part(std::int64_t first, std::int64_t count) const {
  const auto rows_of = [&](const Tensors& tensors) {
    std::vector<Tensor> flat;
    for (const auto& tensor : tensors.flat()) flat.push_back(tensor[range(first, first + count)]);
    return tensors.with(std::move(flat));
  };
  Arrays result;
  result.x = rows_of(x), result.y = rows_of(y), result.weights = rows_of(weights);
  result.rows = count;
  return result;
}

std::vector<Tensor> Arrays::all() const {
  auto result = x.flat();
  for (const auto* more : {&y, &weights})
    result.insert(result.end(), more->flat().begin(), more->flat().end());
  return result;
}

}  // namespace keras
