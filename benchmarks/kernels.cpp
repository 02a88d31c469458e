// Speed of the innermost loops, one thread: products as a share of the multiply-add peak measured
// in the same run, pointwise loops in nanoseconds an element.
//
//     kernels [name of an instruction set [part of the name of a product]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

#include "benchmarks/peak.hpp"
#include "keras/runtime/cpu/kernels.hpp"

using namespace keras::runtime;
using keras::DType;

namespace {

struct Timing {
  double median, best;
};

/// Seconds of one call: the median and the best of samples that each last a few milliseconds.
template <class Call>
Timing time_of(const Call& call) {
  call();
  int calls = 1;
  for (double spent = 0; spent < 2e-3; calls *= 2) {
    const auto start = seconds();
    for (int i = 0; i < calls; ++i) call();
    spent = seconds() - start;
  }
  std::vector<double> samples;
  for (int sample = 0; sample < 15; ++sample) {
    const auto start = seconds();
    for (int i = 0; i < calls; ++i) call();
    samples.push_back((seconds() - start) / calls);
  }
  std::sort(samples.begin(), samples.end());
  return {samples[samples.size() / 2], samples[0]};
}

struct Product {
  const char* what;
  std::int64_t m, k, n;
  const char* layout;  // letters: t = a transposed, T = b transposed, b/y = in panels, + = y += ...
};

constexpr Product products[] = {
    {"dense forward", 32, 784, 128, "b"},
    {"dense forward, plain b", 32, 784, 128, ""},
    {"weight update", 784, 32, 128, "ty+"},
    {"weight gradient, plain", 784, 32, 128, "t"},
    {"input gradient", 32, 128, 784, "Tb"},
    {"input gradient, plain", 32, 128, 784, "T"},
    {"narrow forward", 32, 128, 10, "b"},
    {"narrow weight update", 128, 32, 10, "ty+"},
    {"narrow input gradient", 32, 10, 128, "Tb"},
    {"narrow forward, 128", 128, 10, 128, "b"},
    {"batch 256", 256, 784, 128, "b"},
    {"batch 1024", 1024, 784, 128, "b"},
    {"batch 1024, plain", 1024, 784, 128, ""},
    {"update of batch 1024", 784, 1024, 128, "t"},
    {"recurrent", 32, 128, 512, "b"},
    {"deep", 512, 2048, 512, ""},
    {"wide", 512, 512, 2048, ""},
    {"wide, transposed", 512, 512, 2048, "T"},
    {"square", 1024, 1024, 1024, ""},
    {"square 2048", 2048, 2048, 2048, ""},
    {"feed-forward", 2048, 128, 512, "b"},
    {"feed-forward, back", 2048, 512, 128, "Tb"},
    {"feed-forward, weight", 128, 2048, 512, "t"},
    {"projection, back", 2048, 128, 128, "T"},
    {"large layer, weight", 2048, 256, 2048, "ty+"},
    {"large layer", 256, 2048, 2048, "b"},
    {"large layer, back", 256, 2048, 2048, "Tb"},
    {"im2col", 20000, 16, 16, ""},
    {"cube 64", 64, 64, 64, ""},
    {"cube 16", 16, 16, 16, ""},
    {"attention scores", 128, 64, 128, "T"},
    {"one sample", 1, 784, 128, "b"},
    {"one sample, plain", 1, 784, 128, ""},
    {"one sample, 1024", 1, 1024, 1024, "b"},
    {"one sample, plain", 1, 1024, 1024, ""},
    {"one sample, transposed", 1, 1024, 1024, "T"},
    {"one column", 1024, 512, 1, ""},
    {"one column, transposed", 512, 1024, 1, "t"},
};

void report(const Kernels& kernels, const Product& p) {
  const auto has = [&](char c) { return std::strchr(p.layout, c) != nullptr; };
  const auto size = static_cast<std::size_t>(
      panels_size(p.m, p.k + 64, 32) + panels_size(p.k + 64, p.n, 32) + panels_size(p.m, p.n, 32));
  std::vector<float> memory(size, 0.25f);
  Gemm gemm{.m = p.m, .n = p.n, .k = p.k};
  gemm.a = memory.data();
  gemm.a_row = has('t') ? 1 : p.k;
  gemm.a_col = has('t') ? p.m : 1;
  gemm.b = gemm.a + panels_size(p.m, p.k, 32);
  gemm.b_row = has('T') ? p.k : p.n;
  gemm.b_panels = has('b');
  gemm.b_transposed = has('T');
  gemm.y = memory.data() + size - panels_size(p.m, p.n, 32);
  gemm.y_row = p.n;
  gemm.y_panels = has('y');
  gemm.accumulate = has('+');
  gemm.alpha = has('+') ? -1e-30f : 1;
  std::vector<char> scratch(static_cast<std::size_t>(kernels.gemm_scratch(gemm)) + 64);
  auto* aligned = scratch.data() + (64 - reinterpret_cast<std::uintptr_t>(scratch.data()) % 64);
  const auto tiles = kernels.gemm_tiles(gemm);
  const auto multiply = [&] { kernels.gemm(gemm, 0, tiles, aligned); };
  const auto work = static_cast<double>(p.m * p.n * p.k);
  const int calls = static_cast<int>(std::max(1.0, 5e6 / work));
  std::vector<double> shares, times;
  for (int sample = 0; sample < 25; ++sample) {
    const auto before = peak(kernels), start = seconds();
    for (int i = 0; i < calls; ++i) multiply();
    times.push_back((seconds() - start) / calls);
    shares.push_back(2 * work / times.back() / (before + peak(kernels)));
  }
  std::sort(times.begin(), times.end());
  std::sort(shares.begin(), shares.end());
  std::printf("%-24s %5dx%4dx%4d %-3s %4d tiles %10.1f us (best %8.1f) %5.1f %% of peak\n", p.what,
              static_cast<int>(p.m), static_cast<int>(p.k), static_cast<int>(p.n), p.layout,
              static_cast<int>(tiles), times[12] * 1e6, times[0] * 1e6, 100 * shares[12]);
}

constexpr const char* tile_names[] = {
    "negative",    "absolute",     "sign",        "sqrt",        "rsqrt",       "exp",
    "expm1",       "log",          "log1p",       "sin",         "cos",         "tan",
    "asin",        "acos",         "atan",        "sinh",        "cosh",        "tanh",
    "asinh",       "acosh",        "atanh",       "erf",         "erfinv",      "sigmoid",
    "floor",       "ceil",         "round",       "trunc",       "bitwise_not", "logical_not",
    "isnan",       "isinf",        "isfinite",    "add",         "subtract",    "multiply",
    "divide",      "floor_divide", "mod",         "power",       "maximum",     "minimum",
    "arctan2",     "bitwise_and",  "bitwise_or",  "bitwise_xor", "left_shift",  "right_shift",
    "equal",       "not_equal",    "less",        "less_equal",  "greater",     "greater_equal",
    "logical_and", "logical_or",   "logical_xor", "where",       "multiply_add"};

void report_loops(const Kernels& kernels) {
  constexpr int n = 1024;  // in the first-level cache
  std::vector<float> a(n), b(n), c(n), y(2 * n);
  std::vector<char> flags(n, 1);
  for (int i = 0; i < n; ++i) {
    a[static_cast<std::size_t>(i)] = (static_cast<float>(i) + 0.5f) / n;
    b[static_cast<std::size_t>(i)] = 1 + static_cast<float>(i) / n;
  }
  for (int op = 0; op < static_cast<int>(Tile::count); ++op) {
    const auto loop = kernels.tile(static_cast<Tile>(op), DType::float32);
    if (loop == nullptr) continue;
    const void* first = a.data();
    if (static_cast<Tile>(op) == Tile::where) first = flags.data();
    const auto time = time_of([&] { loop(first, b.data(), c.data(), y.data(), n); });
    std::printf("%-14s %7.3f%s", tile_names[op], time.best / n * 1e9, op % 4 == 3 ? "\n" : "   ");
  }
  const auto row = kernels.reduce(Reduction::sum, DType::float32);
  std::printf("%-14s %7.3f\n", "sum", time_of([&] { row(a.data(), y.data(), n); }).best / n * 1e9);
  constexpr DType kinds[] = {DType::float32, DType::float16, DType::bfloat16, DType::float64,
                             DType::int32,   DType::uint8,   DType::boolean,  DType::int64};
  for (const auto from : kinds) {
    for (const auto to : kinds) {
      const auto loop = kernels.cast(from, to);
      const auto time = time_of([&] { loop(c.data(), nullptr, nullptr, y.data(), n / 2); });
      std::printf("%s->%s %.3f  ", from.name().data(), to.name().data(), time.best / n * 2e9);
    }
    std::printf("\n");
  }
}

}  // namespace

int main(int count, char** words) {
  for (const auto* kernels : supported_kernels()) {
    if (count > 1 && std::strcmp(kernels->name, words[1]) != 0) continue;
    std::printf("%s: peak %.1f GFLOP/s\n", kernels->name, 2e-9 * peak(*kernels));
    for (const auto& product : products)
      if (count < 3 || std::strstr(product.what, words[2])) report(*kernels, product);
    if (count > 2) continue;
    std::printf("ns an element, float32, %s\n", kernels->name);
    report_loops(*kernels);
  }
}
