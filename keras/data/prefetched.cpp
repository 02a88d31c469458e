#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "keras/data/derived.hpp"

namespace keras::pipeline {
namespace {

/// Reads ahead on a thread of its own.
class AheadStream final : public Stream {
 public:
  AheadStream(std::unique_ptr<Stream> stream, std::int64_t ahead)
      : stream_(std::move(stream)),
        ahead_(static_cast<std::size_t>(ahead)),
        reader_([this] { read(); }) {}
  AheadStream(const AheadStream&) = delete;
  ~AheadStream() override {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
    reader_.join();
  }

  std::optional<Batch> next() override {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !ready_.empty() || ended_; });
    if (ready_.empty()) {
      if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
      return {};
    }
    auto element = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return element;
  }

 private:
  void read() {
    while (true) {
      std::optional<Batch> element;
      std::exception_ptr failure;
      try {
        element = stream_->next();
      } catch (...) {
        failure = std::current_exception();
      }
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ready_.size() < ahead_ || ended_; });
      if (ended_) return;
      if (!element) {
        ended_ = true, failure_ = failure;
        changed_.notify_all();
        return;
      }
      ready_.push_back(std::move(*element));
      changed_.notify_all();
    }
  }

  std::unique_ptr<Stream> stream_;
  std::size_t ahead_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Batch> ready_;
  std::exception_ptr failure_;
  bool ended_ = false;
  std::thread reader_;  ///< The last member: it uses the others.
};

class Prefetched final : public Derived {
 public:
  Prefetched(SharedSource from, std::int64_t ahead) : Derived(std::move(from)), ahead_(ahead) {}
  std::unique_ptr<Stream> open() const override {
    if (!from().reads_only()) return from().open();
    return std::make_unique<AheadStream>(from().open(), ahead_);
  }

 private:
  std::int64_t ahead_;
};

}  // namespace

SharedSource prefetched(SharedSource from, std::int64_t ahead) {
  return std::make_shared<Prefetched>(std::move(from), ahead);
}

}  // namespace keras::pipeline
