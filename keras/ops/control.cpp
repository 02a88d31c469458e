#include "keras/ops/control.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operation.hpp"

namespace keras::ops {
namespace {

/// A function as an attribute of an operation: the same as itself only.
struct Rule {
  std::shared_ptr<const Backward> call;
  friend bool operator==(const Rule&, const Rule&) = default;
  friend Value to_value(const Rule&) { return nullptr; }
};

/// The first of its inputs; the gradients of the others are what the rule says.
struct OwnGradient {
  static constexpr auto name = "custom_gradient";
  Rule backward;

  Spec infer(std::span<const Spec> inputs) const { return inputs[0]; }
  std::vector<Tensor> vjp(std::span<const Tensor> inputs, const Tensor& y, const Tensor& dy) const {
    auto gradients = (*backward.call)(inputs.subspan(1), y, dy);
    if (gradients.size() != inputs.size() - 1)
      fail("ops.custom_gradient: the gradient must have a tensor for each of ", inputs.size() - 1,
           " inputs; received ", gradients.size());
    gradients.insert(gradients.begin(), Tensor());
    return gradients;
  }
  void run(const runtime::Cpu&, std::span<const View> inputs, const View& y) const {
    const auto bytes = static_cast<std::size_t>(y.shape().elements()) * y.dtype().itemsize();
    if (bytes > 0) std::memcpy(y.as<std::byte>(), inputs[0].as<std::byte>(), bytes);
  }
};

std::vector<Tensor> rows_of(const char* where, const Tensor& xs) {
  if (xs.rank() == 0) fail(where, ": the elements must have a first axis; received a scalar");
  return xs.shape(0) == 0 ? std::vector<Tensor>() : unstack(xs);
}

Tensor stacked(const char* where, const std::vector<Tensor>& rows) {
  if (rows.empty()) fail(where, ": there must be at least one element");
  return stack(rows);
}

}  // namespace

Tensor cond(const Tensor& pred, const std::function<Tensor()>& true_fn,
            const std::function<Tensor()>& false_fn) {
  if (graph::Trace::current() == nullptr) return bool(pred) ? true_fn() : false_fn();
  return where(pred, true_fn(), false_fn());
}

Loop while_loop(const std::function<Tensor(const Loop&)>& cond,
                const std::function<Loop(const Loop&)>& body, Loop loop_vars,
                WhileOptions options) {
  if (graph::Trace::current() != nullptr)
    fail(
        "ops.while_loop: how often it turns must be known, which it is not while a program is "
        "traced; use fori_loop or a mask");
  for (int turn = 0; turn < options.maximum_iterations.value_or(turn + 1); ++turn) {
    if (!bool(cond(loop_vars))) break;
    loop_vars = body(loop_vars);
  }
  return loop_vars;
}

Tensor fori_loop(int lower, int upper,
                 const std::function<Tensor(const Tensor& i, const Tensor& value)>& body_fun,
                 Tensor init_val) {
  for (int i = lower; i < upper; ++i) init_val = body_fun(i, init_val);
  return init_val;
}

std::pair<Tensor, Tensor> scan(
    const std::function<std::pair<Tensor, Tensor>(const Tensor& carry, const Tensor& x)>& f,
    const Tensor& init, const Tensor& xs, ScanOptions options) {
  if (!xs.defined() && !options.length) fail("ops.scan: xs or length must be given");
  auto rows = xs.defined() ? rows_of("ops.scan", xs)
                           : std::vector<Tensor>(static_cast<std::size_t>(*options.length));
  if (options.length && static_cast<int>(rows.size()) != *options.length)
    fail("ops.scan: length must be the number of rows ", rows.size(),
         "; received length=", *options.length);
  if (options.reverse) std::reverse(rows.begin(), rows.end());
  auto carry = init;
  std::vector<Tensor> results;
  for (const auto& row : rows) {
    auto [next, result] = f(carry, row);
    carry = std::move(next);
    if (result.defined()) results.push_back(std::move(result));
  }
  if (options.reverse) std::reverse(results.begin(), results.end());
  return {carry, results.empty() ? Tensor() : stack(results)};
}

Tensor map(const std::function<Tensor(const Tensor&)>& f, const Tensor& xs) {
  std::vector<Tensor> results;
  for (const auto& row : rows_of("ops.map", xs)) results.push_back(f(row));
  return stacked("ops.map", results);
}

Tensor vectorized_map(const std::function<Tensor(const Tensor&)>& function,
                      const Tensor& elements) {
  return map(function, elements);
}

Tensor associative_scan(const std::function<Tensor(const Tensor&, const Tensor&)>& f,
                        const Tensor& elems, AssociativeScanOptions options) {
  const int axis = normalize_axis(options.axis, elems.rank(), "ops.associative_scan");
  auto rows = rows_of("ops.associative_scan", moveaxis(elems, axis, 0));
  if (options.reverse) std::reverse(rows.begin(), rows.end());
  for (std::size_t i = 1; i < rows.size(); ++i) rows[i] = f(rows[i - 1], rows[i]);
  if (options.reverse) std::reverse(rows.begin(), rows.end());
  return moveaxis(stacked("ops.associative_scan", rows), 0, axis);
}

Tensor switch_branch(int index, const std::vector<std::function<Tensor(const Loop&)>>& branches,
                     const Loop& operands) {
  if (branches.empty()) fail("ops.switch: there must be at least one branch");
  const int last = static_cast<int>(branches.size()) - 1;
  return branches[static_cast<std::size_t>(std::clamp(index, 0, last))](operands);
}

Tensor with_gradient(const Tensor& output, std::vector<Tensor> inputs, Backward backward) {
  if (any_symbolic(inputs))
    fail("ops.custom_gradient: it cannot be called on symbolic tensors; wrap it in a layer");
  inputs.insert(inputs.begin(), output);
  return graph::apply(OwnGradient{{std::make_shared<const Backward>(std::move(backward))}},
                      std::move(inputs));
}

}  // namespace keras::ops
