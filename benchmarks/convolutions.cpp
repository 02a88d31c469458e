// Speed of convolutions and pooling as programs run them, one thread: convolutions as a share of
// the multiply-add peak measured in the same run, pooling as a share of the speed of a copy of the
// same bytes.
//
//     convolutions [part of a name]
#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "benchmarks/peak.hpp"
#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/program.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/conv.hpp"
#include "keras/ops/convolve.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

using namespace keras;

namespace {

struct Case {
  const char* name;
  int batch, size, channels, taps, outputs, stride = 1, groups = 1;
};

constexpr Case cases[] = {
    {"MNIST 1", 128, 28, 1, 3, 32},
    {"MNIST 2", 128, 13, 32, 3, 64},
    {"body 56", 8, 56, 64, 3, 64},
    {"body 28", 8, 28, 128, 3, 128},
    {"body 14", 8, 14, 256, 3, 256},
    {"body 7", 8, 7, 512, 3, 512},
    {"stem", 8, 224, 3, 7, 64, 2},
    {"down 28", 8, 56, 128, 3, 128, 2},
    {"one pixel", 8, 56, 64, 1, 256},
    {"one image", 1, 28, 128, 3, 128},
    {"depthwise 112", 8, 112, 32, 3, 32, 1, 32},
    {"depthwise 14", 8, 14, 512, 3, 512, 1, 512},
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The median seconds of a run of `y` for arguments in place of `x`, and its share of `work`
/// multiply-adds at the peak.
void report(const char* what, const std::vector<Tensor>& x, const Tensor& y, double work) {
  const compiler::Program program({x, {y}, {}});
  std::vector<Tensor> arguments;
  for (const auto& each : x) {
    arguments.push_back(ops::full(each.shape(), 0.25));
    (void)arguments.back().bytes();
  }
  std::vector<double> times, shares;
  for (int sample = 0; sample < 9; ++sample) {
    const auto before = peak(runtime::kernels()), start = seconds();
    const auto result = program(arguments);
    times.push_back(seconds() - start);
    shares.push_back(2 * work / times.back() / (before + peak(runtime::kernels())));
  }
  std::printf("  %-8s %9.3f ms %5.1f %%", what, median(times) * 1e3, 100 * median(shares));
}

void report_convolution(const Case& c) {
  const std::int64_t windows = (c.size + c.stride - 1) / c.stride;
  const auto reach = (windows - 1) * c.stride + c.taps;
  const ops::Sliding sliding = {
      .strides = {c.stride, c.stride},
      .dilations = {1, 1},
      .before = std::vector<int>(2, int(std::max<std::int64_t>(0, reach - c.size) / 2)),
      .groups = c.groups};
  const auto image = graph::placeholder({{c.batch, c.size, c.size, c.channels}, DType::float32});
  const auto kernel =
      graph::placeholder({{c.taps, c.taps, c.channels / c.groups, c.outputs}, DType::float32});
  const auto y = graph::placeholder({{c.batch, windows, windows, c.outputs}, DType::float32});
  const double work = double(c.batch) * double(windows * windows) * c.taps * c.taps *
                      (c.channels / c.groups) * c.outputs;
  std::printf("%-14s", c.name);
  report("forward", {image, kernel}, ops::convolve(image, kernel, sliding, {windows, windows}),
         work);
  report("image", {y, kernel}, ops::convolve_transposed(y, kernel, sliding, {c.size, c.size}),
         work);
  report("kernel", {image, y}, ops::convolve_kernel(image, y, sliding, {c.taps, c.taps}), work);
  std::printf("\n");
}

/// Seconds of a run of `y` against those of a sum as large.
void report_pooling(const char* name, const Tensor& x, const Tensor& y) {
  std::printf("%-14s", name);
  report("", {x}, y, 0);
  report("copy", {x}, x + 1.0, 0);
  std::printf("\n");
}

}  // namespace

int main(int count, char** words) {
  runtime::set_num_threads(1);
  for (const auto& each : cases)
    if (count < 2 || std::string_view(each.name).find(words[1]) != std::string_view::npos)
      report_convolution(each);
  const auto x = graph::placeholder({{32, 56, 56, 64}, DType::float32});
  const ops::PoolOptions overlapping = {.strides = 2, .padding = "same"};
  report_pooling("max 2", x, ops::max_pool(x, 2));
  report_pooling("max 3/2", x, ops::max_pool(x, 3, overlapping));
  report_pooling("average 2", x, ops::average_pool(x, 2));
  report_pooling("max 2 back", x, gradient(ops::sum(ops::max_pool(x, 2)), x));
  report_pooling("max 3/2 back", x, gradient(ops::sum(ops::max_pool(x, 3, overlapping)), x));
  report_pooling("average 2 back", x, gradient(ops::sum(ops::average_pool(x, 2)), x));
}
