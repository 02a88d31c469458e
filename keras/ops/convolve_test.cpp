#include "keras/ops/convolve.hpp"

#include <doctest/doctest.h>

#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::ops {

// Of many windows the kernel is swapped once; of a few, tile by tile.
TEST_CASE("transposed convolutions of a batch are those of its images") {
  for (const int groups : {1, 2})
    for (const int stride : {1, 2}) {
      CAPTURE(groups);
      CAPTURE(stride);
      const auto windows = 18 / stride;
      const auto y = random::normal({3, windows, windows, 20}, {.seed = 1});
      const auto kernel = random::normal({3, 3, 12, 20}, {.seed = 2});
      const Sliding sliding = {{stride, stride}, {1, 1}, {1, 1}, groups};
      const auto images = convolve_transposed(y, kernel, sliding, Shape({18, 18}));
      CHECK(images.shape() == Shape({3, 18, 18, 12 * groups}));
      for (int i = 0; i < 3; ++i) {
        const auto one = convolve_transposed(y[range(i, i + 1)], kernel, sliding, Shape({18, 18}));
        CHECK(double(max(abs(images[range(i, i + 1)] - one))) < 1e-4);
      }
    }
}

}  // namespace keras::ops
