// The threads that run programs.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
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

/// One thread's place in a run: every thread walks the same kernels and takes its share of each.
class Cpu {
 public:
  Cpu(int thread, int threads, Barrier* barrier, std::span<std::byte> scratch = {})
      : thread_(thread), threads_(threads), barrier_(barrier), scratch_(scratch) {}

  int thread() const { return thread_; }
  int threads() const { return threads_; }

  /// Calls visit(tile) for this thread's share of `tiles`. What a tile computes must not depend on
  /// which thread runs it.
  template <class Visit>
  void for_each(std::int64_t tiles, Visit&& visit) const {
    const auto last = tiles * (thread_ + 1) / threads_;
    for (auto tile = tiles * thread_ / threads_; tile < last; ++tile) visit(tile);
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
  int thread_, threads_;
  Barrier* barrier_;
  std::span<std::byte> scratch_;
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
