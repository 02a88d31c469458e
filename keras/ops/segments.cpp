#include <limits>

#include "keras/ops/core.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/scatter.hpp"

namespace keras::ops {
namespace {

Tensor segments(const char* where, Scatter how, double start, const Tensor& data,
                const Tensor& segment_ids, const SegmentOptions& options) {
  if (data.rank() < 1 || segment_ids.shape() != Shape({data.shape(0)}) ||
      segment_ids.dtype().is_floating())
    fail(where,
         ": segment_ids must be a vector of integers, one for each row of data; received "
         "shapes ",
         data.shape(), " and ", segment_ids.shape());
  const auto ids = converted(segment_ids, "int32");
  const auto count = options.num_segments ? *options.num_segments
                     : ids.size() == 0    ? 0
                                          : int(max(ids)) + 1;
  const auto rest = data.shape().from(1);
  const Shape rows({data.shape(0), rest.elements()});
  const auto target = full({count, rest.elements()}, number(start, data.dtype()));
  const auto y = scatter_into(how, target, ids, reshape(data, rows));
  return reshape(y, Shape({count}) + rest);
}

/// The number that is below all others (or above) of a dtype.
double extreme_of(DType dtype, bool lowest) {
  return visit_dtype(dtype, [&](auto zero) {
    using T = decltype(zero);
    if constexpr (std::is_integral_v<T>)
      return static_cast<double>(lowest ? std::numeric_limits<T>::lowest()
                                        : std::numeric_limits<T>::max());
    const auto infinity = std::numeric_limits<double>::infinity();
    return lowest ? -infinity : infinity;
  });
}

}  // namespace

Tensor add_n(const std::vector<Tensor>& inputs) {
  auto sum = inputs.empty() ? Tensor(0.0) : inputs[0];
  for (std::size_t i = 1; i < inputs.size(); ++i) sum = add(sum, inputs[i]);
  return sum;
}

Tensor segment_sum(const Tensor& data, const Tensor& segment_ids, SegmentOptions options) {
  if (any_symbolic(data, segment_ids)) return call_node<segment_sum>(data, segment_ids, options);
  return segments("ops.segment_sum", Scatter::add, 0, data, segment_ids, options);
}
Tensor segment_max(const Tensor& data, const Tensor& segment_ids, SegmentOptions options) {
  if (any_symbolic(data, segment_ids)) return call_node<segment_max>(data, segment_ids, options);
  return segments("ops.segment_max", Scatter::maximum, extreme_of(data.dtype(), true), data,
                  segment_ids, options);
}
Tensor segment_min(const Tensor& data, const Tensor& segment_ids, SegmentOptions options) {
  if (any_symbolic(data, segment_ids)) return call_node<segment_min>(data, segment_ids, options);
  return segments("ops.segment_min", Scatter::minimum, extreme_of(data.dtype(), false), data,
                  segment_ids, options);
}
Tensor segment_prod(const Tensor& data, const Tensor& segment_ids, SegmentOptions options) {
  if (any_symbolic(data, segment_ids)) return call_node<segment_prod>(data, segment_ids, options);
  return segments("ops.segment_prod", Scatter::multiply, 1, data, segment_ids, options);
}

Tensor in_top_k(const Tensor& targets, const Tensor& predictions, int k) {
  if (any_symbolic(targets, predictions)) return call_node<in_top_k>(targets, predictions, k);
  if (predictions.rank() != 2 || targets.shape() != Shape({predictions.shape(0)}))
    fail(
        "ops.in_top_k: targets must be a vector and predictions a matrix with a row for each; "
        "received shapes ",
        targets.shape(), " and ", predictions.shape());
  const auto places = expand_dims(converted(targets, "int32"), 1);
  const auto inside = logical_and(places >= 0, places < predictions.shape(1));
  const auto own = take_along_axis(predictions, where(inside, places, 0), {1});
  const auto better = sum(cast(predictions > own, "int32"), {.axis = 1});
  const auto known = logical_and(squeeze(inside, {.axis = 1}), isfinite(squeeze(own, {.axis = 1})));
  return logical_and(known, better < k);
}

Tensor extract_sequences(const Tensor& x, int sequence_length, int sequence_stride) {
  if (any_symbolic(x)) return call_node<extract_sequences>(x, sequence_length, sequence_stride);
  if (x.rank() < 1 || sequence_length < 1 || sequence_stride < 1)
    fail("ops.extract_sequences: sequence_length and sequence_stride must be positive; received ",
         sequence_length, " and ", sequence_stride, " for shape ", x.shape());
  const auto room = x.shape(-1) - sequence_length;
  const auto count = room < 0 ? 0 : room / sequence_stride + 1;
  const auto starts = expand_dims(arange(count), 1) * sequence_stride;
  return take(x, starts + arange(sequence_length), {-1});
}

}  // namespace keras::ops
