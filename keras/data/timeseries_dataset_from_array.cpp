#include "keras/data/timeseries_dataset_from_array.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/data/random_state.hpp"
#include "keras/data/rows.hpp"
#include "keras/graph/evaluate.hpp"

namespace keras::utils {
namespace {

constexpr const char* where = "utils.timeseries_dataset_from_array";

/// The part of the series that is used.
struct Span {
  std::int64_t first = 0, end = 0;
};

void expect_step(const char* name, int value, std::int64_t length) {
  if (value < 1 || value >= length)
    fail(where, ": ", name, " must be positive and less than the length of data, ", length,
         "; received ", name, "=", value);
}

Span checked_span(const TimeseriesDatasetOptions& options, std::int64_t length) {
  const Span span = {options.start_index.value_or(0), options.end_index.value_or(length)};
  if (span.first < 0 || span.first >= length)
    fail(where, ": start_index must be in [0, ", length, "), the places of data; received ",
         "start_index=", span.first);
  if (options.end_index && (span.end <= span.first || span.end >= length))
    fail(where, ": end_index must be above start_index and less than the length of data, ", length,
         "; received end_index=", span.end);
  return span;
}

class Windows final : public pipeline::Table {
 public:
  Windows(Tensor series, Tensors targets, Span span, int length, int rate,
          std::vector<std::int64_t> starts)
      : series_(std::move(series)),
        targets_(std::move(targets)),
        span_(span),
        length_(length),
        rate_(rate),
        starts_(std::move(starts)) {
    graph::evaluate(data::flat({series_, targets_}));
  }

  std::int64_t count() const override { return static_cast<std::int64_t>(starts_.size()); }
  Batch at(std::int64_t number) const override { return data::row(rows({&number, 1}), 0); }
  Batch rows(std::span<const std::int64_t> numbers) const override {
    std::vector<std::int64_t> places, firsts;
    for (const auto number : numbers) {
      firsts.push_back(span_.first + starts_[static_cast<std::size_t>(number)]);
      for (int i = 0; i < length_; ++i) places.push_back(firsts.back() + std::int64_t{i} * rate_);
    }
    const auto count = static_cast<std::int64_t>(numbers.size());
    const auto elements = data::gathered(series_, places);
    return {elements.reshape(Shape({count, length_}) + elements.shape().from(1)),
            data::gathered(targets_, firsts)};
  }

 private:
  Tensor series_;
  Tensors targets_;
  Span span_;
  int length_, rate_;
  std::vector<std::int64_t> starts_;
};

}  // namespace

Dataset timeseries_dataset_from_array(const Tensor& series, const Tensors& targets,
                                      int sequence_length, TimeseriesDatasetOptions options) {
  if (series.rank() == 0) fail(where, ": data must have an axis of time; received a scalar");
  if (sequence_length < 1)
    fail(where, ": sequence_length must be positive; received sequence_length=", sequence_length);
  if (options.format != "tf" && options.format != "grain")
    fail(where, ": format must be 'tf' or 'grain'; received format=", quoted(options.format));
  expect_step("sampling_rate", options.sampling_rate, series.shape(0));
  expect_step("sequence_stride", options.sequence_stride, series.shape(0));
  const auto span = checked_span(options, series.shape(0));
  auto count = span.end - span.first - std::int64_t{sequence_length - 1} * options.sampling_rate;
  for (const auto& target : targets.flat()) count = std::min(count, target.shape(0));
  if (count < 1)
    fail(where, ": data must be as long as one sequence at least; received ", span.end - span.first,
         " elements for sequence_length=", sequence_length);
  std::vector<std::int64_t> starts;
  for (std::int64_t start = 0; start < count; start += options.sequence_stride)
    starts.push_back(start);
  for (const auto& target : targets.flat())
    if (span.first + starts.back() >= target.shape(0))
      fail(where, ": targets must have an element for each sequence; received ", target.shape(0),
           " for sequences up to ", span.first + starts.back());
  const auto seed =
      options.seed ? static_cast<std::uint32_t>(*options.seed) : keras::data::drawn_seed();
  if (options.shuffle) keras::data::RandomState(seed).shuffle(starts);
  Dataset windows(std::make_shared<Windows>(series, targets, span, sequence_length,
                                            options.sampling_rate, std::move(starts)));
  if (options.shuffle)
    windows = windows.shuffle(options.batch_size ? 8 * *options.batch_size : 1024, {.seed = seed});
  return options.batch_size ? windows.batch(*options.batch_size) : windows;
}

}  // namespace keras::utils
