// keras.ops: functions that take functions. Loops are unrolled: each turn is recorded as if it were
// written out, so how often a loop turns must be known when it is called.
#pragma once
#include <functional>
#include <optional>
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

}  // namespace keras::ops
