// Data sets that are read batch by batch.
#pragma once
#include <concepts>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/data/batch.hpp"
#include "keras/data/source.hpp"

namespace keras {

/// An own data set, what Keras calls a PyDataset: a plain struct that gives the batch of a number.
/// Where it has `on_epoch_begin()` or `on_epoch_end()`, `fit` calls them. A vector of batches is
/// one too.
///
///     struct Folder {
///       std::string path = {};
///       std::int64_t size() const;                    // how many batches
///       Batch operator[](std::int64_t number) const;
///     };
///     model.fit(Folder{.path = "images"}, {.epochs = 3});
template <class T>
concept DatasetDefinition = requires(const T own, std::size_t number) {
  { own.size() } -> std::convertible_to<std::size_t>;
  { own[number] } -> std::convertible_to<const Batch&>;
};

struct DatasetShuffleOptions {
  std::optional<std::int64_t> seed = {};  ///< The same orders from the same seed.
  bool reshuffle_each_iteration = true;
};

struct DatasetBatchOptions {
  bool drop_remainder = false;  ///< Whether a last batch that is not full is left out.
};

/// A sequence of batches, or of samples, made while it is read. `fit`, `evaluate` and `predict`
/// take it, and a `for` loop. Every change gives a new data set; copies share what they read from.
///
///     const auto batches = Dataset(x, y).shuffle(10000).batch(64);
///     for (const auto& batch : batches) step(batch.x, batch.y);
///     model.fit(batches, {.epochs = 5});
///
/// https://www.tensorflow.org/api_docs/python/tf/data/Dataset
class Dataset {
 public:
  class Iterator;

  /// The samples along the first axis of arrays.
  explicit Dataset(const Tensors& x, const Tensors& y = {}, const Tensors& sample_weight = {});
  /// The batches of an own struct.
  template <DatasetDefinition D>
  Dataset(D own);
  /// The same, watched: the program can look at it afterwards.
  template <DatasetDefinition D>
  Dataset(std::reference_wrapper<D> own);
  explicit Dataset(std::shared_ptr<const pipeline::Source> source,
                   std::vector<std::string> class_names = {},
                   std::vector<std::string> file_paths = {});

  /// `count` elements at a time as the rows of a batch.
  Dataset batch(std::int64_t batch_size, DatasetBatchOptions options = {}) const;
  /// The rows of batches as elements.
  Dataset unbatch() const;
  /// The elements in random order: each is drawn from the next `buffer_size` ones.
  Dataset shuffle(std::int64_t buffer_size, DatasetShuffleOptions options = {}) const;
  /// Each element changed by `function`, which is recorded once for each shape and dtype, as `jit`
  /// does: what it does must not depend on values. Before `batch` it gets samples, after it
  /// batches.
  Dataset map(std::function<Batch(Batch)> function) const;
  /// The elements that `predicate` accepts.
  Dataset filter(std::function<bool(const Batch&)> predicate) const;
  /// The first `count` elements; the rest is `skip`.
  Dataset take(std::int64_t count) const;
  Dataset skip(std::int64_t count) const;
  /// `count` times, without a count without end.
  Dataset repeat(std::optional<std::int64_t> count = {}) const;
  /// These elements, then those of `other`.
  Dataset concatenate(const Dataset& other) const;
  /// Keeps in memory what is read the first time.
  Dataset cache() const;
  /// Up to `buffer_size` elements may be read ahead of time. What is read does not depend on it.
  Dataset prefetch(std::int64_t buffer_size) const;

  /// The number of elements; nothing where it is not known or has no end.
  std::optional<std::int64_t> size() const { return source_->size(); }
  /// Of data sets that were read from folders, else empty.
  const std::vector<std::string>& class_names() const { return class_names_; }
  const std::vector<std::string>& file_paths() const { return file_paths_; }

  Iterator begin() const;
  std::default_sentinel_t end() const { return {}; }

  const pipeline::Source& source() const { return *source_; }

 private:
  Dataset with(std::shared_ptr<const pipeline::Source> source) const;

  std::shared_ptr<const pipeline::Source> source_;
  std::vector<std::string> class_names_, file_paths_;
};

/// A place in a data set.
class Dataset::Iterator {
 public:
  using iterator_concept = std::input_iterator_tag;
  using difference_type = std::ptrdiff_t;
  using value_type = Batch;

  explicit Iterator(std::shared_ptr<const pipeline::Source> source)
      : source_(std::move(source)), stream_(source_->open()), batch_(stream_->next()) {}

  const Batch& operator*() const { return *batch_; }
  const Batch* operator->() const { return &*batch_; }
  Iterator& operator++() {
    batch_ = stream_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  friend bool operator==(const Iterator& at, std::default_sentinel_t) { return !at.batch_; }

 private:
  std::shared_ptr<const pipeline::Source> source_;
  std::shared_ptr<pipeline::Stream> stream_;
  std::optional<Batch> batch_;
};

namespace pipeline {

/// A user's struct as a source of batches.
template <class D>
class OwnTable final : public Table {
 public:
  explicit OwnTable(D own) : own_(std::move(own)) {}

  std::int64_t count() const override { return static_cast<std::int64_t>(own().size()); }
  Batch at(std::int64_t number) const override {
    return std::as_const(own())[static_cast<std::size_t>(number)];
  }
  bool is_own() const override { return true; }
  void on_epoch_begin() const override {
    if constexpr (requires(Own & o) { o.on_epoch_begin(); }) own().on_epoch_begin();
  }
  void on_epoch_end() const override {
    if constexpr (requires(Own & o) { o.on_epoch_end(); }) own().on_epoch_end();
  }

 private:
  using Own = std::unwrap_reference_t<D>;
  Own& own() const { return own_; }
  mutable D own_;
};

}  // namespace pipeline

template <DatasetDefinition D>
Dataset::Dataset(D own) : Dataset(std::make_shared<pipeline::OwnTable<D>>(std::move(own))) {}
template <DatasetDefinition D>
Dataset::Dataset(std::reference_wrapper<D> own)
    : Dataset(std::make_shared<pipeline::OwnTable<std::reference_wrapper<D>>>(own)) {}

namespace utils {

/// Keras's name for an own data set.
template <class T>
concept PyDataset = DatasetDefinition<T>;

}  // namespace utils
}  // namespace keras
