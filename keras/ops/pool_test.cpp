#include <doctest/doctest.h>

#include <vector>

#include "keras/autodiff/gradients.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::ops {

// Windows that share no pixel, that leave some out, and that overlap.
TEST_CASE("the gradient of max pooling goes to the largest element of each window") {
  struct Case {
    int length, size, stride;
  };
  constexpr int images = 2, channels = 21;
  for (const auto& c :
       {Case{12, 2, 2}, Case{13, 2, 2}, Case{13, 2, 3}, Case{12, 3, 2}, Case{7, 7, 1}}) {
    CAPTURE(c.length);
    CAPTURE(c.size);
    const auto x = random::normal({images, c.length, channels}, {.seed = 1});
    const auto factors = random::normal({images, (c.length - c.size) / c.stride + 1, channels});
    const auto dx = gradient(sum(max_pool(x, c.size, {.strides = c.stride}) * factors), x);
    std::vector<float> wanted(static_cast<std::size_t>(x.size()));
    const auto xs = x.data<float>(), dys = factors.data<float>(), got = dx.data<float>();
    for (std::size_t i = 0; i < dys.size(); ++i) {
      const auto row = i / channels, windows = static_cast<std::size_t>(factors.shape(1));
      const auto first = (row / windows * static_cast<std::size_t>(c.length) +
                          row % windows * static_cast<std::size_t>(c.stride)) *
                             channels +
                         i % channels;
      auto largest = first;
      for (int tap = 1; tap < c.size; ++tap) {
        const auto at = first + static_cast<std::size_t>(tap) * channels;
        if (xs[at] > xs[largest]) largest = at;
      }
      wanted[largest] += dys[i];
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
      REQUIRE(got[i] == doctest::Approx(wanted[i]).epsilon(1e-6));
  }
}

}  // namespace keras::ops
