// Internal: a data set made of another one.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "keras/data/transforms.hpp"

namespace keras::pipeline {

/// Passes on what an own data set wants to know.
class Derived : public Source {
 public:
  explicit Derived(SharedSource from) : from_(std::move(from)) {}
  std::optional<std::int64_t> size() const override { return from_->size(); }
  bool reads_only() const override { return from_->reads_only(); }
  void on_epoch_begin() const override { from_->on_epoch_begin(); }
  void on_epoch_end() const override { from_->on_epoch_end(); }

 protected:
  const Source& from() const { return *from_; }

 private:
  SharedSource from_;
};

/// A stream by a function.
template <class Next>
class NextStream final : public Stream {
 public:
  explicit NextStream(Next next) : next_(std::move(next)) {}
  std::optional<Batch> next() override { return next_(); }

 private:
  Next next_;
};

template <class Next>
std::unique_ptr<Stream> stream_of(Next next) {
  return std::make_unique<NextStream<Next>>(std::move(next));
}

}  // namespace keras::pipeline
