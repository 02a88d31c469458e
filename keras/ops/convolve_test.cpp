#include "keras/ops/convolve.hpp"

#include <doctest/doctest.h>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/step_by_step_test.hpp"
#include "keras/ops/core.hpp"
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

TEST_CASE("zeros around an image are the padding of its convolution") {
  const auto image = random::normal({2, 9, 8, 4}, {.seed = 1});
  const Sliding sliding = {{2, 2}, {1, 1}, {0, 0}, 4};
  struct Case {
    int before, after;
    bool copied;  // some windows see zeros only
  };
  for (const auto& c :
       {Case{0, 1, false}, Case{1, 1, false}, Case{2, 2, false}, Case{3, 3, true}}) {
    CAPTURE(c.before);
    const Shape windows = {(9 + c.before + c.after - 3) / 2 + 1,
                           (8 + c.before + c.after - 3) / 2 + 1};
    const auto kernel = random::normal({3, 3, 1, 4}, {.seed = 2});
    const Body body = [&](const std::vector<Tensor>& in) {
      const std::pair around(c.before, c.after);
      const auto padded = pad(in[0], {{0, 0}, around, around, {0, 0}});
      const auto y = convolve(padded, in[1], sliding, windows);
      const auto slopes = gradients(sum(y * y), std::vector<Tensor>{in[0], in[1]});
      return std::vector<Tensor>{y, slopes[0], slopes[1]};
    };
    const auto program = compiled({image, kernel}, body);
    CHECK((program.print().find("place") != std::string::npos) == c.copied);
    const auto found = program(std::vector<Tensor>{image, kernel});
    const std::vector<Tensor> wide = {cast(image, "float64"), cast(kernel, "float64")};
    const auto wanted = compiled(wide, body)(wide);
    for (std::size_t i = 0; i < wanted.size(); ++i)
      CHECK(double(max(abs(cast(found[i], "float64") - wanted[i]))) < 1e-4);
  }
}

// float64 has loops of its own, window by window.
TEST_CASE("convolutions and the gradients of their kernels are those in float64") {
  struct Case {
    int channels, outputs, taps, stride, apart, groups;
  };
  for (const auto& c : {Case{1, 32, 3, 1, 1, 1}, Case{3, 20, 5, 2, 1, 1}, Case{16, 1, 3, 1, 1, 1},
                        Case{48, 3, 3, 1, 1, 1}, Case{24, 4, 3, 2, 1, 1}, Case{80, 2, 5, 1, 2, 1},
                        Case{32, 6, 3, 1, 1, 2}, Case{40, 5, 1, 1, 1, 1}, Case{18, 33, 3, 1, 1, 1},
                        Case{300, 257, 1, 1, 1, 1}, Case{64, 1, 11, 1, 1, 1}}) {
    CAPTURE(c.channels);
    CAPTURE(c.outputs);
    const auto windows = 20 / c.stride;
    const auto image = random::normal({3, 20, 20, c.channels}, {.seed = 1});
    const auto kernel =
        random::normal({c.taps, c.taps, c.channels / c.groups, c.outputs}, {.seed = 2});
    const auto y = random::normal({3, windows, windows, c.outputs}, {.seed = 3});
    const auto before = (c.taps - 1) * c.apart / 2;
    const Sliding sliding = {{c.stride, c.stride}, {c.apart, c.apart}, {before, before}, c.groups};
    const auto check = [&](const Tensor& got, const Tensor& wanted) {
      const auto size = double(max(abs(wanted)));
      CHECK(double(max(abs(cast(got, "float64") - wanted))) < 1e-5 * size);
    };
    const auto wide = [](const Tensor& x) { return cast(x, "float64"); };
    const Shape lengths = {windows, windows}, sides = {c.taps, c.taps};
    check(convolve(image, kernel, sliding, lengths),
          convolve(wide(image), wide(kernel), sliding, lengths));
    check(convolve_kernel(image, y, sliding, sides),
          convolve_kernel(wide(image), wide(y), sliding, sides));
  }
}

}  // namespace keras::ops
