#include <utility>
#include <vector>

#include "keras/data/derived.hpp"
#include "keras/data/random_state.hpp"

namespace keras::pipeline {
namespace {

/// Draws each of a sequence of values from a window over it.
template <class T>
class Window {
 public:
  Window(std::int64_t size, std::uint32_t seed)
      : size_(static_cast<std::size_t>(size)), random_(seed) {}

  /// The next value; `take` gives those of the sequence, and nothing after the last.
  template <class Take>
  std::optional<T> next(Take take) {
    while (values_.size() < size_) {
      auto value = take();
      if (!value) break;
      values_.push_back(std::move(*value));
    }
    if (values_.empty()) return {};
    const auto last = static_cast<std::uint32_t>(values_.size() - 1);
    std::swap(values_[random_.interval(last)], values_.back());
    auto drawn = std::move(values_.back());
    values_.pop_back();
    return drawn;
  }

 private:
  std::size_t size_;
  data::RandomState random_;
  std::vector<T> values_;
};

class Shuffled final : public Derived {
 public:
  Shuffled(SharedSource from, std::int64_t window, std::optional<std::int64_t> seed, bool anew)
      : Derived(std::move(from)), window_(window), anew_(anew), seeded_(seed.has_value()) {
    seed_ = seed ? static_cast<std::uint32_t>(*seed) : data::drawn_seed();
  }

  std::unique_ptr<Stream> open() const override {
    const auto seed = seed_;
    if (anew_) seed_ = seeded_ ? following(seed) : data::drawn_seed();
    // Where elements have numbers these are shuffled, and a batch is read at once.
    if (const auto table = from().numbered()) {
      return open_in_order(*table, [window = Window<std::int64_t>(window_, seed),
                                    next = std::int64_t{0}, end = table->count()]() mutable {
        return window.next([&] { return next < end ? std::optional(next++) : std::nullopt; });
      });
    }
    return stream_of([window = Window<Batch>(window_, seed), stream = from().open()]() mutable {
      return window.next([&] { return stream->next(); });
    });
  }

 private:
  /// The seed of the next round.
  static std::uint32_t following(std::uint32_t seed) {
    return data::RandomState(seed).interval(0xffffffff);
  }

  std::int64_t window_;
  bool anew_, seeded_;
  mutable std::uint32_t seed_ = 0;
};

}  // namespace

SharedSource shuffled(SharedSource from, std::int64_t window, std::optional<std::int64_t> seed,
                      bool anew) {
  return std::make_shared<Shuffled>(std::move(from), window, seed, anew);
}

}  // namespace keras::pipeline
