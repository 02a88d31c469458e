#include "keras/models/shuffled_batches.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "keras/ops/numpy.hpp"

namespace keras {

TEST_CASE("every row comes once, those of one sample together") {
  constexpr int rows = 23, size = 5;
  const auto x = ops::reshape(ops::arange(0, rows * 2, 1, {.dtype = "float32"}), {rows, 2});
  const auto y = ops::arange(0, rows, 1, {.dtype = "int32"});
  const auto from = x.data<float>();
  ShuffledBatches batches({x, y}, size);
  std::vector<int> seen;
  for (int first = 0; first < rows; first += size) {
    const auto running = batches.batch()[0].data<float>();
    const auto labels = batches.batch()[1].data<std::int32_t>();
    for (std::size_t i = 0; i < std::min<std::size_t>(size, rows - first); ++i) {
      seen.push_back(labels[i]);
      CHECK(running[2 * i] == float(2 * labels[i]));
      CHECK(running[2 * i + 1] == float(2 * labels[i] + 1));
    }
    // What the program of the running batch does for the next one.
    auto* rows_to = const_cast<float*>(batches.next()[0].data<float>().data());
    auto* labels_to = const_cast<std::int32_t*>(batches.next()[1].data<std::int32_t>().data());
    for (int i = 0; i < size; ++i) {
      const auto pick = static_cast<std::size_t>(batches.picks()[i]);
      std::copy_n(&from[2 * pick], 2, rows_to + 2 * i);
      labels_to[i] = static_cast<std::int32_t>(pick);
    }
    batches.advance();
  }
  std::sort(seen.begin(), seen.end());
  std::vector<int> all(rows);
  std::iota(all.begin(), all.end(), 0);
  CHECK(seen == all);
}

TEST_CASE("a batch is never longer than the data") {
  const ShuffledBatches batches({Tensor(std::vector<float>{1, 2, 3})}, 32);
  CHECK(batches.batch()[0].shape() == Shape({3}));
}

}  // namespace keras
