// Internal: what data sets are made of.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "keras/data/batch.hpp"

namespace keras::pipeline {

/// The elements of a data set, one after the other.
class Stream {
 public:
  virtual ~Stream() = default;
  /// The next element; nothing after the last.
  virtual std::optional<Batch> next() = 0;
  /// The next `count` elements, or as many as are left, as the rows of one batch; nothing after the
  /// last.
  virtual std::optional<Batch> next_rows(std::int64_t count);
};

class Table;

/// A data set, which can be gone through more than once.
class Source {
 public:
  virtual ~Source() = default;
  /// The number of elements; nothing where it is not known or has no end.
  virtual std::optional<std::int64_t> size() const = 0;
  virtual std::unique_ptr<Stream> open() const = 0;
  /// Whether `fit` may choose the order of the elements: of the batches of an own data set.
  virtual bool is_own() const { return false; }
  /// Whether elements come from files alone, so that another thread may read them.
  virtual bool reads_only() const { return false; }
  /// How many samples an element has, where it is a batch of `Dataset::batch`.
  virtual std::optional<std::int64_t> batch_size() const { return {}; }
  /// This as a table, or nullptr where elements have no numbers.
  virtual const Table* numbered() const { return nullptr; }
  // What an own data set wants to know.
  virtual void on_epoch_begin() const {}
  virtual void on_epoch_end() const {}
};

/// A data set whose elements have numbers.
class Table : public Source {
 public:
  virtual std::int64_t count() const = 0;
  virtual Batch at(std::int64_t number) const = 0;
  /// The elements of those numbers as the rows of one batch.
  virtual Batch rows(std::span<const std::int64_t> numbers) const;

  std::optional<std::int64_t> size() const override { return count(); }
  const Table* numbered() const override { return this; }
  std::unique_ptr<Stream> open() const override;
};

/// Something that gives the numbers of elements, and nothing after the last.
using Order = std::function<std::optional<std::int64_t>()>;

/// The elements of `table` in that order; `table` must outlive the stream.
std::unique_ptr<Stream> open_in_order(const Table& table, Order order);

}  // namespace keras::pipeline
