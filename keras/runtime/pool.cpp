#include "keras/runtime/pool.hpp"

#include <algorithm>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/runtime/environment.hpp"

namespace keras::runtime {
namespace {

// A thread that waits spins this often before it sleeps in the kernel: some 50 us, longer than the
// gap between two steps of `fit`, short enough not to disturb a shared machine.
constexpr int spins = 4000;

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

template <class T>
void wait_while(const std::atomic<T>& value, T old) {
  for (int i = 0; i < spins; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    pause();
  }
  value.wait(old, std::memory_order_acquire);
}

/// Memory that only grows.
class Scratch {
 public:
  Scratch() = default;
  Scratch(Scratch&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() { release(); }

  std::span<std::byte> of_size(std::size_t bytes) {
    if (bytes_.size() < bytes) {
      release();
      bytes_ = {static_cast<std::byte*>(::operator new(bytes, alignment)), bytes};
    }
    return bytes_;
  }

 private:
  static constexpr std::align_val_t alignment{64};
  void release() { ::operator delete(std::exchange(bytes_, {}).data(), alignment); }
  std::span<std::byte> bytes_;
};

/// Threads that sleep until there is a run, then take part in it.
class Pool {
 public:
  ~Pool() {
    stop_ = true;
    start_round();
    for (auto& worker : workers_) worker.join();
  }

  void run(int threads, std::size_t scratch_bytes, void (*work)(const Cpu&, void*), void* context) {
    const std::lock_guard lock(mutex_);
    const auto wanted = static_cast<std::size_t>(threads);
    if (scratch_.size() < wanted) scratch_.resize(wanted);
    for (auto& scratch : scratch_) scratch.of_size(scratch_bytes);
    if (shares_.size() < wanted) shares_ = std::vector<Share>(wanted);
    for (auto& share : shares_) share.reset();
    scratch_bytes_ = scratch_bytes;
    while (static_cast<int>(workers_.size()) + 1 < threads) {
      const int index = static_cast<int>(workers_.size()) + 1;
      workers_.emplace_back([this, index, seen = round_.load()] { serve(index, seen); });
    }
    work_ = work, context_ = context, threads_ = threads;
    barrier_.reset(threads);
    busy_.store(static_cast<int>(workers_.size()), std::memory_order_relaxed);
    start_round();
    work(place(0), context);
    for (int left; (left = busy_.load(std::memory_order_acquire)) != 0;) wait_while(busy_, left);
  }

 private:
  Cpu place(int index) {
    return {index, threads_, &barrier_,
            scratch_[static_cast<std::size_t>(index)].of_size(scratch_bytes_), shares_.data()};
  }

  void start_round() {
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
  }

  void serve(int index, std::uint32_t seen) {
    while (true) {
      wait_while(round_, seen);
      seen = round_.load(std::memory_order_acquire);
      if (stop_) return;
      if (index < threads_) work_(place(index), context_);
      if (busy_.fetch_sub(1, std::memory_order_acq_rel) == 1) busy_.notify_all();
    }
  }

  std::mutex mutex_;
  std::vector<std::thread> workers_;
  std::vector<Scratch> scratch_;  ///< One for each thread of a run.
  std::vector<Share> shares_;     ///< Likewise.
  std::size_t scratch_bytes_ = 0;
  Barrier barrier_;
  std::atomic<std::uint32_t> round_{0};
  std::atomic<int> busy_{0};
  std::atomic<bool> stop_{false};
  void (*work_)(const Cpu&, void*) = nullptr;
  void* context_ = nullptr;
  int threads_ = 1;
};

Pool& pool() {
  static Pool instance;
  return instance;
}

std::atomic<int> chosen_threads{0};

}  // namespace

void Barrier::reset(int threads) {
  threads_ = threads;
  waiting_.store(0, std::memory_order_relaxed);
}

void Barrier::wait() {
  const auto round = round_.load(std::memory_order_relaxed);
  if (waiting_.fetch_add(1, std::memory_order_acq_rel) == threads_ - 1) {
    waiting_.store(0, std::memory_order_relaxed);
    round_.store(round + 1, std::memory_order_release);
    round_.notify_all();
  } else {
    wait_while(round_, round);
  }
}

void* Cpu::scratch(std::size_t bytes) const {
  check(bytes <= scratch_.size(), "a kernel asks for more scratch than it declared");
  return scratch_.data();
}

void run_on_threads(int threads, std::size_t scratch_bytes, void (*work)(const Cpu&, void*),
                    void* context) {
  if (threads > 1) return pool().run(threads, scratch_bytes, work, context);
  thread_local Scratch own;
  work(Cpu(0, 1, nullptr, own.of_size(scratch_bytes)), context);
}

int num_threads() {
  if (const int chosen = chosen_threads.load(std::memory_order_relaxed)) return chosen;
  static const int found = default_threads();
  return found;
}

void set_num_threads(int threads) {
  if (threads < 1 || threads > 1024)
    fail("config.set_num_threads: threads must be in [1, 1024]; received threads=", threads);
  chosen_threads = threads;
}

}  // namespace keras::runtime
