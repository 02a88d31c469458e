#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

// The logarithm of what is impossible: finite, so that gradients stay finite.
constexpr double impossible = -1e5;

Tensor add_logs(const Tensor& a, const Tensor& b) {
  return maximum(a, b) + log1p(exp(-absolute(a - b)));
}

/// `x` (batch, places) with its places moved `by` to the right.
Tensor moved(const Tensor& x, int by) {
  const auto stop = x.shape(1) - by;
  return pad(x(keras::all, range(0, stop)), {{0, 0}, {by, 0}}, {.constant_values = impossible});
}

/// The labels with blanks before, between and after them: (batch, 2 * length + 1).
Tensor with_blanks(const Tensor& labels, int blank) {
  const auto pairs = stack({full_like(labels, blank), labels}, {.axis = 2});
  const auto flat = reshape(pairs, {labels.shape(0), 2 * labels.shape(1)});
  return pad(flat, {{0, 0}, {0, 1}}, {.constant_values = static_cast<double>(blank)});
}

/// 0 where a place may be reached from two places before it, else `impossible`: from one label to
/// another one. A label may be the blank's number, as in Keras.
Tensor skips(const Tensor& places) {
  const auto before = pad(places(keras::all, range(0, places.shape(1) - 2)), {{0, 0}, {2, 0}},
                          {.constant_values = -1.0});
  const auto is_label = arange(static_cast<int>(places.shape(1))) % 2 == 1;
  return where(logical_and(is_label, places != before), 0.0, impossible);
}

}  // namespace

Tensor ctc_loss(const Tensor& target, const Tensor& output, const Tensor& target_length,
                const Tensor& output_length, CtcLossOptions options) {
  if (any_symbolic(target, output, target_length, output_length))
    return call_node<ctc_loss>(target, output, target_length, output_length, options);
  if (target.rank() != 2 || output.rank() != 3 || target.shape(0) != output.shape(0))
    fail(
        "ops.ctc_loss: target must be labels (batch, length) and output logits (batch, time, "
        "classes); received shapes ",
        target.shape(), " and ", output.shape());
  const auto logits = converted(output, promote(output.dtype(), DType::float32));
  const auto places = with_blanks(converted(target, "int32"), options.mask_index);
  const auto count = static_cast<int>(places.shape(1));
  const auto classes =
      one_hot(places, static_cast<int>(logits.shape(2)), {.axis = 1, .dtype = logits.dtype()});
  // (batch, time, places): the log-probability of each place's class at each time
  const auto emitted = matmul(log_softmax(logits), classes);
  const auto skip = skips(places);

  const auto start = where(arange(count) < 2, 0.0, impossible);
  const auto times = expand_dims(converted(output_length, "int32"), 1);
  auto reached = emitted(keras::all, 0) + start;
  for (std::int64_t t = 1; t < logits.shape(1); ++t) {
    const auto next = add_logs(add_logs(reached, moved(reached, 1)), moved(reached, 2) + skip);
    reached = where(times > t, next + emitted(keras::all, t), reached);
  }
  const auto length = expand_dims(converted(target_length, "int32"), 1);
  const auto number = arange(count);
  const auto last = logical_or(number == 2 * length, number == 2 * length - 1);
  return -logsumexp(where(last, reached, 10 * impossible), {.axis = 1});
}

}  // namespace keras::ops
