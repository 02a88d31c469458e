#include "keras/losses/ctc.hpp"

#include "keras/losses/built_in.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

// The logarithm of what is impossible: finite, so that gradients stay finite.
constexpr double impossible = -1e5;

Tensor add_logs(const Tensor& a, const Tensor& b) {
  return ops::maximum(a, b) + ops::log1p(ops::exp(-ops::abs(a - b)));
}

/// `x` (batch, places) with its places moved `by` to the right.
Tensor moved(const Tensor& x, int by) {
  const auto stop = x.shape(1) - by;
  return ops::pad(x(all, range(0, stop)), {{0, 0}, {by, 0}}, {.constant_values = impossible});
}

/// The labels with blanks (0) before, between and after them: (batch, 2 * length + 1).
Tensor with_blanks(const Tensor& labels) {
  const auto pairs = ops::stack({ops::zeros_like(labels), labels}, {.axis = 2});
  const auto flat = ops::reshape(pairs, {labels.shape(0), 2 * labels.shape(1)});
  return ops::pad(flat, {{0, 0}, {0, 1}});
}

/// 0 where a place may be reached from two places before it, else `impossible`: from one label to
/// another one.
Tensor skips(const Tensor& places) {
  const auto before = ops::pad(places(all, range(0, places.shape(1) - 2)), {{0, 0}, {2, 0}});
  return ops::where(ops::logical_and(places != 0, places != before), 0.0, impossible);
}

}  // namespace

Tensor ctc(const Tensor& y_true, const Tensor& y_pred) {
  if (y_true.rank() != 2 || y_pred.rank() != 3 || y_true.shape(0) != y_pred.shape(0))
    fail(
        "losses.ctc: y_true must be labels (batch, length) and y_pred logits (batch, time, "
        "classes); received shapes ",
        y_true.shape(), " and ", y_pred.shape());
  const auto labels = ops::converted(y_true, "int32");
  const auto places = with_blanks(labels);
  const auto count = static_cast<int>(places.shape(1));
  const auto classes =
      ops::one_hot(places, static_cast<int>(y_pred.shape(2)), {.axis = 1, .dtype = y_pred.dtype()});
  // (batch, time, places): the log-probability of each place's class at each time
  const auto emitted = ops::matmul(ops::log_softmax(y_pred), classes);
  const auto skip = skips(places);

  const auto start = ops::where(ops::arange(count) < 2, 0.0, impossible);
  auto reached = emitted(all, 0) + start;
  for (std::int64_t t = 1; t < y_pred.shape(1); ++t) {
    const auto next = add_logs(add_logs(reached, moved(reached, 1)), moved(reached, 2) + skip);
    reached = next + emitted(all, t);
  }
  const auto length = ops::sum(ops::cast(labels != 0, "int32"), {.axis = 1, .keepdims = true});
  const auto number = ops::arange(count);
  const auto last = ops::logical_or(number == 2 * length, number == 2 * length - 1);
  return -ops::logsumexp(ops::where(last, reached, 10 * impossible), {.axis = 1});
}

CTC::CTC(CTCOptions options) : Loss(built_in("CTC", options, ctc)) {}

}  // namespace keras::losses
