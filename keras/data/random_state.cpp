#include "keras/data/random_state.hpp"

#include <numeric>

#include "keras/random/seed_generator.hpp"

namespace keras::data {

std::uint32_t RandomState::interval(std::uint32_t most) {
  if (most == 0) return 0;
  auto mask = most;
  for (int shift = 1; shift < 32; shift *= 2) mask |= mask >> shift;
  while (true) {
    const auto number = static_cast<std::uint32_t>(engine_()) & mask;
    if (number <= most) return number;
  }
}

std::vector<std::int64_t> shuffled_numbers(std::int64_t count, std::uint32_t seed) {
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  RandomState(seed).shuffle(numbers);
  return numbers;
}

std::uint32_t drawn_seed() { return static_cast<std::uint32_t>(random::draw_seed()); }

}  // namespace keras::data
