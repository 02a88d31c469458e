// Internal: the orders of samples that Keras draws with NumPy.
#pragma once
#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

namespace keras::data {

/// `numpy.random.RandomState`: the same numbers from the same seed (NumPy's NEP 19 keeps them).
class RandomState {
 public:
  explicit RandomState(std::uint32_t seed) : engine_(seed) {}

  /// A number from 0 to `most`.
  std::uint32_t interval(std::uint32_t most);

  /// Puts `values` in random order, as `RandomState.shuffle` does.
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (auto i = values.size(); i-- > 1;)
      std::swap(values[i], values[interval(static_cast<std::uint32_t>(i))]);
  }

 private:
  std::mt19937 engine_;
};

/// 0, ..., count - 1 in the order of `RandomState(seed).shuffle`.
std::vector<std::int64_t> shuffled_numbers(std::int64_t count, std::uint32_t seed);

/// A seed for one order; from the global source of random numbers.
std::uint32_t drawn_seed();

}  // namespace keras::data
