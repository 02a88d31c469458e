// Internal: pictures of digits that look handwritten, for what must run without a download.
#pragma once
#include <cstdint>
#include <vector>

namespace keras::data {

struct Digits {
  static constexpr int side = 28;
  std::vector<std::uint8_t> images;  // (count, side, side): white on black, as in MNIST
  std::vector<std::uint8_t> labels;  // (count,): 0 to 9
};

/// `count` digits drawn with a pen that `seed` guides: the same everywhere, and the first ones do
/// not depend on how many follow.
Digits draw_digits(std::int64_t count, std::uint64_t seed);

}  // namespace keras::data
