// Philox 4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3; 2011).
#include "keras/runtime/cpu/isa/loops.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

constexpr int batch = 32;  // counters worked on side by side

/// The four words of `batch` counters from `first` on: words[w][i].
void philox_batch(std::uint32_t key0, std::uint32_t key1, std::uint64_t first,
                  std::uint32_t (&words)[4][batch]) {
  for (int i = 0; i < batch; ++i) {
    const auto counter = first + static_cast<std::uint64_t>(i);
    words[0][i] = static_cast<std::uint32_t>(counter);
    words[1][i] = static_cast<std::uint32_t>(counter >> 32);
    words[2][i] = words[3][i] = 0;
  }
  for (int round = 0; round < 10; ++round, key0 += 0x9E3779B9u, key1 += 0xBB67AE85u) {
#pragma omp simd
    for (int i = 0; i < batch; ++i) {
      const auto left = static_cast<std::uint64_t>(words[0][i]) * 0xD2511F53u;
      const auto right = static_cast<std::uint64_t>(words[2][i]) * 0xCD9E8D57u;
      words[0][i] = static_cast<std::uint32_t>(right >> 32) ^ words[1][i] ^ key0;
      words[2][i] = static_cast<std::uint32_t>(left >> 32) ^ words[3][i] ^ key1;
      words[1][i] = static_cast<std::uint32_t>(right);
      words[3][i] = static_cast<std::uint32_t>(left);
    }
  }
}

}  // namespace

void philox(std::uint32_t key0, std::uint32_t key1, std::uint64_t first, std::uint32_t* y,
            std::int64_t n) {
  alignas(64) std::uint32_t words[4][batch];
  for (std::int64_t done = 0; done < n; done += 4 * batch, first += batch) {
    philox_batch(key0, key1, first, words);
    const auto count = n - done < 4 * batch ? n - done : 4 * batch;
    for (std::int64_t i = 0; i < count; ++i) y[done + i] = words[i % 4][i / 4];
  }
}

}  // namespace keras::runtime::KERAS_ISA
