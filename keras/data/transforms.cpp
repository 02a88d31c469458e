#include "keras/data/transforms.hpp"

#include <algorithm>
#include <limits>
#include <mutex>
#include <vector>

#include "keras/data/derived.hpp"
#include "keras/data/rows.hpp"

namespace keras::pipeline {
namespace {

class Batched final : public Derived {
 public:
  Batched(SharedSource from, std::int64_t size, bool drop_remainder)
      : Derived(std::move(from)), size_(size), drop_(drop_remainder) {}

  std::optional<std::int64_t> size() const override {
    const auto count = from().size();
    if (!count) return {};
    return (drop_ ? *count : *count + size_ - 1) / size_;
  }
  std::optional<std::int64_t> batch_size() const override { return size_; }
  std::unique_ptr<Stream> open() const override {
    return stream_of([this, stream = from().open()]() -> std::optional<Batch> {
      auto batch = stream->next_rows(size_);
      if (batch && drop_ && data::row_count(*batch) < size_) return {};
      return batch;
    });
  }

 private:
  std::int64_t size_;
  bool drop_;
};

class Unbatched final : public Derived {
 public:
  using Derived::Derived;
  std::optional<std::int64_t> size() const override { return {}; }
  std::unique_ptr<Stream> open() const override {
    struct State {
      std::unique_ptr<Stream> stream;
      Batch batch = {};
      std::int64_t next = 0, rows = 0;
    };
    return stream_of([state = State{from().open()}]() mutable -> std::optional<Batch> {
      while (state.next == state.rows) {
        auto batch = state.stream->next();
        if (!batch) return {};
        state.batch = std::move(*batch), state.next = 0, state.rows = data::row_count(state.batch);
      }
      return data::row(state.batch, state.next++);
    });
  }
};

class Filtered final : public Derived {
 public:
  Filtered(SharedSource from, std::function<bool(const Batch&)> predicate)
      : Derived(std::move(from)), predicate_(std::move(predicate)) {}
  std::optional<std::int64_t> size() const override { return {}; }
  bool reads_only() const override { return false; }
  std::unique_ptr<Stream> open() const override {
    return stream_of([this, stream = from().open()]() -> std::optional<Batch> {
      while (auto element = stream->next())
        if (predicate_(*element)) return element;
      return {};
    });
  }

 private:
  std::function<bool(const Batch&)> predicate_;
};

class Part final : public Derived {
 public:
  Part(SharedSource from, std::int64_t first, std::optional<std::int64_t> count)
      : Derived(std::move(from)), first_(first), count_(count) {}

  std::optional<std::int64_t> size() const override {
    const auto all = from().size();
    if (!all) return {};  // also of what has no end: it may have one before that
    const auto left = std::max<std::int64_t>(0, *all - first_);
    return count_ ? std::min(left, *count_) : left;
  }
  std::unique_ptr<Stream> open() const override {
    const auto most = count_.value_or(std::numeric_limits<std::int64_t>::max());
    return stream_of(
        [stream = from().open(), skipped = first_, left = most]() mutable -> std::optional<Batch> {
          for (; skipped > 0; --skipped)
            if (!stream->next()) return {};
          return left-- > 0 ? stream->next() : std::nullopt;
        });
  }

 private:
  std::int64_t first_;
  std::optional<std::int64_t> count_;
};

class Repeated final : public Derived {
 public:
  Repeated(SharedSource from, std::optional<std::int64_t> count)
      : Derived(std::move(from)), count_(count) {}

  std::optional<std::int64_t> size() const override {
    const auto once = from().size();
    if (!once || !count_) return {};
    return *once * *count_;
  }
  std::unique_ptr<Stream> open() const override {
    return stream_of(
        [this, stream = from().open(), round = std::int64_t{1}]() mutable -> std::optional<Batch> {
          auto element = stream->next();
          if (element || (count_ && round == *count_)) return element;
          ++round;
          stream = from().open();
          return stream->next();
        });
  }

 private:
  std::optional<std::int64_t> count_;
};

class Joined final : public Derived {
 public:
  Joined(SharedSource first, SharedSource second)
      : Derived(std::move(first)), second_(std::move(second)) {}

  std::optional<std::int64_t> size() const override {
    const auto a = from().size(), b = second_->size();
    if (!a || !b) return {};
    return *a + *b;
  }
  bool reads_only() const override { return from().reads_only() && second_->reads_only(); }
  std::unique_ptr<Stream> open() const override {
    return stream_of([this, stream = from().open(), last = false]() mutable {
      auto element = stream->next();
      if (element || last) return element;
      last = true;
      stream = second_->open();
      return stream->next();
    });
  }

 private:
  SharedSource second_;
};

/// Elements that were read, kept until all are there; then they are a table.
class Cached final : public Derived {
 public:
  using Derived::Derived;
  std::unique_ptr<Stream> open() const override {
    if (complete_) return from_memory();
    auto kept = std::make_shared<std::vector<Batch>>();
    return stream_of([this, kept, stream = from().open()]() -> std::optional<Batch> {
      auto element = stream->next();
      if (element) kept->push_back(*element);
      if (!element) complete_ = kept;
      return element;
    });
  }

 private:
  std::unique_ptr<Stream> from_memory() const {
    return stream_of([kept = complete_, next = std::size_t{0}]() mutable {
      return next < kept->size() ? std::optional((*kept)[next++]) : std::nullopt;
    });
  }
  mutable std::shared_ptr<std::vector<Batch>> complete_;
};

}  // namespace

SharedSource batched(SharedSource from, std::int64_t size, bool drop_remainder) {
  return std::make_shared<Batched>(std::move(from), size, drop_remainder);
}
SharedSource unbatched(SharedSource from) { return std::make_shared<Unbatched>(std::move(from)); }
SharedSource filtered(SharedSource from, std::function<bool(const Batch&)> predicate) {
  return std::make_shared<Filtered>(std::move(from), std::move(predicate));
}
SharedSource part(SharedSource from, std::int64_t first, std::optional<std::int64_t> count) {
  return std::make_shared<Part>(std::move(from), first, count);
}
SharedSource repeated(SharedSource from, std::optional<std::int64_t> count) {
  return std::make_shared<Repeated>(std::move(from), count);
}
SharedSource joined(SharedSource first, SharedSource second) {
  return std::make_shared<Joined>(std::move(first), std::move(second));
}
SharedSource cached(SharedSource from) { return std::make_shared<Cached>(std::move(from)); }

}  // namespace keras::pipeline
