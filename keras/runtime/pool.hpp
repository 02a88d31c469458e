// The threads that run programs.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>

namespace keras::runtime {

/// The meeting point of the threads of one run.
class Barrier {
 public:
  void reset(int threads);
  void wait();

 private:
  alignas(64) std::atomic<int> waiting_{0};
  alignas(64) std::atomic<std::uint32_t> round_{0};
  int threads_ = 1;
};

/// What is left of one thread's share of the work that `Cpu::for_each` is at.
class alignas(64) Share {
 public:
  void reset() { state_.store(0, std::memory_order_relaxed); }

  /// Takes the next `count` of the share's tiles in turn `turn`: the number of the first of them.
  /// What lies beyond the share's end is nobody's.
  std::int64_t claim(std::uint32_t turn, std::int64_t count) {
    auto state = state_.load(std::memory_order_relaxed);
    while (true) {
      // Between two barriers are fewer than 2^23 turns, so that turns may start again at 0.
      const auto behind = (turn - static_cast<std::uint32_t>(state >> tile_bits)) << turn_shift;
      if (static_cast<std::int32_t>(behind) < 0)  // a later turn began: all was taken
        return std::numeric_limits<std::int64_t>::max();
      const auto first = behind == 0 ? state & ((std::uint64_t{1} << tile_bits) - 1) : 0;
      const auto next =
          (std::uint64_t{turn} << tile_bits) + first + static_cast<std::uint64_t>(count);
      if (state_.compare_exchange_weak(state, next, std::memory_order_relaxed))
        return static_cast<std::int64_t>(first);
    }
  }

 private:
  static constexpr int tile_bits = 40, turn_shift = 32 - (64 - tile_bits);
  /// The turn in the upper bits, below it the tiles taken in this turn.
  std::atomic<std::uint64_t> state_{0};
};

/// One thread's place in a run: every thread walks the same kernels and takes its share of each.
class Cpu {
 public:
  Cpu(int thread, int threads, Barrier* barrier, std::span<std::byte> scratch = {},
      Share* shares = nullptr)
      : thread_(thread), threads_(threads), barrier_(barrier), scratch_(scratch), shares_(shares) {}

  int thread() const { return thread_; }
  int threads() const { return threads_; }

  /// Calls visit(tile) for this thread's share of `tiles`, then for what the slower ones have left
  /// of theirs. What a tile computes must not depend on which thread runs it. All threads of a run
  /// make the same calls.
  template <class Visit>
  void for_each(std::int64_t tiles, Visit&& visit) const {
    if (threads_ == 1) {
      for (std::int64_t tile = 0; tile < tiles; ++tile) visit(tile);
      return;
    }
    ++turn_;
    for (int i = 0; i < threads_; ++i) take_share((thread_ + i) % threads_, tiles, visit);
  }

  /// Waits until every thread of the run is here.
  void barrier() const {
    if (threads_ > 1) barrier_->wait();
  }

  /// `bytes` of this thread's own memory, aligned to 64, of those that the run was given; the same
  /// memory each time.
  void* scratch(std::size_t bytes) const;

  /// This thread by itself, for what one thread does while the others wait.
  Cpu alone() const { return {0, 1, nullptr, scratch_}; }

 private:
  template <class Visit>
  void take_share(int owner, std::int64_t tiles, Visit& visit) const {
    constexpr std::int64_t claims = 16;  // of a share: few, for what each costs
    const auto start = tiles * owner / threads_, end = tiles * (owner + 1) / threads_;
    const auto count = (end - start + claims - 1) / claims;
    while (true) {
      const auto claimed = shares_[owner].claim(turn_, count);
      if (claimed >= end - start) return;
      const auto last = std::min(start + claimed + count, end);
      for (auto tile = start + claimed; tile < last; ++tile) visit(tile);
    }
  }

  int thread_, threads_;
  Barrier* barrier_;
  std::span<std::byte> scratch_;
  Share* shares_;  ///< Of all threads of the run.
  mutable std::uint32_t turn_ = 0;
};

/// Runs `work(cpu, context)` on `threads` threads at once, the calling one among them, each with
/// `scratch_bytes` of scratch. Whatever can fail for want of memory or threads fails before the
/// run, where it is an ordinary exception.
void run_on_threads(int threads, std::size_t scratch_bytes,
                    void (*work)(const Cpu& cpu, void* context), void* context);

/// How many threads programs use: `set_num_threads`, else `KERAS_NUM_THREADS`, else the processors
/// that this process may use (affinity and cgroup quota).
int num_threads();
void set_num_threads(int threads);

}  // namespace keras::runtime
