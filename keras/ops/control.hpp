// keras.ops: functions that take functions. Loops are unrolled: each turn is recorded as if it were
// written out, so how often a loop turns must be known when it is called.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// true_fn() where `pred` is true, else false_fn(). A predicate whose value is not known yet (while
/// a program is traced) calls both and chooses between their elements.
Tensor cond(const Tensor& pred, const std::function<Tensor()>& true_fn,
            const std::function<Tensor()>& false_fn);

using Loop = std::vector<Tensor>;
struct WhileOptions {
  std::optional<int> maximum_iterations = {};
};
/// `loop_vars` after `body` was applied as long as `cond` of them is true.
Loop while_loop(const std::function<Tensor(const Loop&)>& cond,
                const std::function<Loop(const Loop&)>& body, Loop loop_vars,
                WhileOptions options = {});
/// body_fun(upper - 1, ... body_fun(lower, init_val))
Tensor fori_loop(int lower, int upper,
                 const std::function<Tensor(const Tensor& i, const Tensor& value)>& body_fun,
                 Tensor init_val);
struct ScanOptions {
  std::optional<int> length = {};  ///< How many turns if there are no `xs`.
  bool reverse = false;            ///< From the last row to the first.
};
/// The last state, and the results of all turns of (state, result) = f(state, row) stacked.
std::pair<Tensor, Tensor> scan(
    const std::function<std::pair<Tensor, Tensor>(const Tensor& carry, const Tensor& x)>& f,
    const Tensor& init, const Tensor& xs, ScanOptions options = {});
/// f of each row, stacked.
Tensor map(const std::function<Tensor(const Tensor&)>& f, const Tensor& xs);
Tensor vectorized_map(const std::function<Tensor(const Tensor&)>& function, const Tensor& elements);
struct AssociativeScanOptions {
  bool reverse = false;
  int axis = 0;
};
/// x0, f(x0, x1), f(f(x0, x1), x2), ... along `axis`.
Tensor associative_scan(const std::function<Tensor(const Tensor&, const Tensor&)>& f,
                        const Tensor& elems, AssociativeScanOptions options = {});
/// The branch of that number (the nearest one) called on the operands.
Tensor switch_branch(int index, const std::vector<std::function<Tensor(const Loop&)>>& branches,
                     const Loop& operands);

// ---- own gradients ------------------------------------------------------------------------------

/// The gradients of the inputs of a function by its inputs, its output and the output's gradient.
using Backward = std::function<Loop(std::span<const Tensor> inputs, const Tensor& output,
                                    const Tensor& upstream)>;
/// `output`, whose gradients of `inputs` are what `backward` says.
Tensor with_gradient(const Tensor& output, std::vector<Tensor> inputs, Backward backward);

/// `forward` with a gradient of its own: backward(inputs..., output, upstream) is the gradient of
/// one input, or an array of those of all.
///
///     const auto log1pexp = ops::custom_gradient(
///         [](const Tensor& x) { return ops::log(1 + ops::exp(x)); },
///         [](const Tensor& x, const Tensor&, const Tensor& dy) { return dy * ops::sigmoid(x); });
template <class Forward, class BackwardOf>
auto custom_gradient(Forward forward, BackwardOf backward) {
  return [forward, backward](const auto&... inputs) -> Tensor {
    constexpr auto count = sizeof...(inputs);
    const auto call = [backward]<std::size_t... i>(std::index_sequence<i...>,
                                                   std::span<const Tensor> x, const Tensor& y,
                                                   const Tensor& dy)
                          ->Loop {
      const auto gradients = backward(x[i]..., y, dy);
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(gradients)>, Tensor>) {
        return {gradients};
      } else {
        return Loop(gradients.begin(), gradients.end());
      }
    };
    return with_gradient(forward(inputs...), {inputs...},
                         [call](std::span<const Tensor> x, const Tensor& y, const Tensor& dy) {
                           return call(std::make_index_sequence<count>(), x, y, dy);
                         });
  };
}

}  // namespace keras::ops
