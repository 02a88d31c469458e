#include "keras/ops/operands.hpp"

#include "keras/core/settings.hpp"
#include "keras/graph/define.hpp"
#include "keras/graph/node.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::ops {
namespace {

/// bool < integer < float
int rank_of(DType dtype) { return dtype == DType::boolean ? 0 : dtype.is_integer() ? 1 : 2; }

DType combine(const Spec& a, const Spec& b) {
  if (a.weak == b.weak) return promote(a.dtype, b.dtype);
  const auto& weak = a.weak ? a : b;
  const auto& strong = a.weak ? b : a;
  if (strong.dtype.is_complex()) return strong.dtype;
  return rank_of(weak.dtype) > rank_of(strong.dtype) ? weak.dtype : strong.dtype;
}

}  // namespace

DType result_dtype(std::span<const Tensor> tensors) {
  Spec all = tensors[0].spec();
  for (const auto& tensor : tensors.subspan(1)) {
    all.dtype = combine(all, tensor.spec());
    all.weak = all.weak && tensor.spec().weak;
  }
  return all.dtype;
}

DType floating_dtype(const Tensor& a, const Tensor& b) {
  const auto dtype = result_dtype(a, b);
  return dtype.is_floating() ? dtype : config::floatx();
}

DType weighty_dtype(const Tensor& a, const Tensor& b) {
  return floating_dtype(converted(a, a.dtype()), converted(b, b.dtype()));
}

Tensor number(double value, DType dtype) {
  auto node = std::make_shared<graph::Node>();
  node->kind = graph::Node::Kind::scalar;
  node->specs = {{{}, dtype}};
  node->scalar = value;
  return Tensor(std::move(node));
}

Tensor converted(const Tensor& x, DType dtype) {
  const auto& node = *x.node();
  if (node.kind == graph::Node::Kind::scalar && (x.dtype() != dtype || x.spec().weak)) {
    const bool truncates = dtype.is_integer() && !x.dtype().is_integer();
    const auto value = dtype == DType::boolean ? double(node.scalar != 0)
                       : truncates             ? double(static_cast<std::int64_t>(node.scalar))
                                               : node.scalar;
    return number(value, dtype);
  }
  return cast(x, dtype);
}

Tensor floating(const Tensor& x) {
  return x.dtype().is_floating() && !x.spec().weak
             ? x
             : converted(x, x.dtype().is_floating() ? x.dtype() : config::floatx());
}

Tensor sum_to(const Tensor& x, const Shape& shape) {
  if (x.shape() == shape) return x;
  const int extra = x.rank() - shape.rank();
  Axes axes;
  for (int i = 0; i < x.rank(); ++i)
    if (i < extra || (shape[i - extra] == 1 && x.shape(i) != 1)) axes.push_back(i);
  return reshape(sum(x, {.axis = axes}), shape);
}

}  // namespace keras::ops
