#include "keras/data/dataset.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/data/random_state.hpp"
#include "keras/data/rows.hpp"
#include "keras/data/transforms.hpp"
#include "keras/graph/evaluate.hpp"

namespace keras {
namespace {

using pipeline::Source;
using pipeline::Stream;

/// The rows of arrays.
class ArrayTable final : public pipeline::Table {
 public:
  explicit ArrayTable(Batch arrays) : arrays_(std::move(arrays)), rows_(data::row_count(arrays_)) {
    graph::evaluate(data::flat(arrays_));
  }
  std::int64_t count() const override { return rows_; }
  Batch at(std::int64_t number) const override { return data::row(arrays_, number); }
  Batch rows(std::span<const std::int64_t> numbers) const override {
    return {data::gathered(arrays_.x, numbers), data::gathered(arrays_.y, numbers),
            data::gathered(arrays_.sample_weight, numbers)};
  }

 private:
  Batch arrays_;
  std::int64_t rows_;
};

void expect_positive(const char* method, const char* name, std::int64_t value) {
  if (value < 1)
    fail("Dataset.", method, ": ", name, " must be positive; received ", name, "=", value);
}

void expect_count(const char* method, std::int64_t count) {
  if (count < 0) fail("Dataset.", method, ": count must not be negative; received count=", count);
}

}  // namespace

Dataset::Dataset(const Tensors& x, const Tensors& y, const Tensors& sample_weight)
    : Dataset(std::make_shared<ArrayTable>(Batch{x, y, sample_weight})) {}

Dataset::Dataset(std::shared_ptr<const Source> source, std::vector<std::string> class_names,
                 std::vector<std::string> file_paths)
    : source_(std::move(source)),
      class_names_(std::move(class_names)),
      file_paths_(std::move(file_paths)) {}

Dataset Dataset::with(std::shared_ptr<const Source> source) const {
  return Dataset(std::move(source), class_names_, file_paths_);
}

Dataset::Iterator Dataset::begin() const { return Iterator(source_); }

Dataset Dataset::batch(std::int64_t batch_size, DatasetBatchOptions options) const {
  expect_positive("batch", "batch_size", batch_size);
  return with(pipeline::batched(source_, batch_size, options.drop_remainder));
}

Dataset Dataset::unbatch() const { return with(pipeline::unbatched(source_)); }

Dataset Dataset::shuffle(std::int64_t buffer_size, DatasetShuffleOptions options) const {
  expect_positive("shuffle", "buffer_size", buffer_size);
  return with(
      pipeline::shuffled(source_, buffer_size, options.seed, options.reshuffle_each_iteration));
}

Dataset Dataset::map(std::function<Batch(Batch)> function) const {
  return with(pipeline::mapped(source_, std::move(function)));
}

Dataset Dataset::filter(std::function<bool(const Batch&)> predicate) const {
  return with(pipeline::filtered(source_, std::move(predicate)));
}

Dataset Dataset::take(std::int64_t count) const {
  expect_count("take", count);
  return with(pipeline::part(source_, 0, count));
}

Dataset Dataset::skip(std::int64_t count) const {
  expect_count("skip", count);
  return with(pipeline::part(source_, count, {}));
}

Dataset Dataset::repeat(std::optional<std::int64_t> count) const {
  if (count) expect_positive("repeat", "count", *count);
  return with(pipeline::repeated(source_, count));
}

Dataset Dataset::concatenate(const Dataset& other) const {
  return with(pipeline::joined(source_, other.source_));
}

Dataset Dataset::cache() const { return with(pipeline::cached(source_)); }

Dataset Dataset::prefetch(std::int64_t buffer_size) const {
  expect_positive("prefetch", "buffer_size", buffer_size);
  return with(pipeline::prefetched(source_, buffer_size));
}

}  // namespace keras
