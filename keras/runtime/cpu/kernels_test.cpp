#include "keras/runtime/cpu/kernels.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "keras/core/error.hpp"

namespace keras::runtime {
namespace {

using Floats = std::vector<float>;

Floats random_floats(std::int64_t n, unsigned seed) {
  Floats out(static_cast<std::size_t>(n));
  for (auto& x : out) {
    seed = seed * 1664525u + 1013904223u;
    x = static_cast<float>(static_cast<std::int32_t>(seed)) * 0x1p-31f;
  }
  return out;
}

/// A product's operands in some layout, and the expected y.
struct Case {
  std::int64_t m, n, k;
  bool a_transposed = false, b_transposed = false, b_panels = false, y_panels = false;
  bool bias = false, accumulate = false, epilogue = false;
  float alpha = 1;
  bool wide = false;   ///< The epilogue takes several panels at once.
  bool zeros = false;  ///< Most columns of a are zero for some rows together.
};

/// The matrix (rows x cols) in panels of `w` columns.
Floats in_panels(const Floats& x, std::int64_t rows, std::int64_t cols, std::int64_t w) {
  Floats out(static_cast<std::size_t>(panels_size(rows, cols, w)));
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t j = 0; j < cols; ++j) {
      out[static_cast<std::size_t>(j / w * rows * w + i * w + j % w)] =
          x[static_cast<std::size_t>(i * cols + j)];
    }
  }
  return out;
}

void store_shifted(void* context, float* block, std::int64_t stride, std::int64_t rows,
                   std::int64_t cols, std::int64_t row, std::int64_t col) {
  auto& [to, n] = *static_cast<std::pair<Floats, std::int64_t>*>(context);
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t j = 0; j < cols; ++j) {
      to[static_cast<std::size_t>((row + i) * n + col + j)] += block[i * stride + j] + 1;
    }
  }
}

/// The greatest error of the product relative to the sum of magnitudes, -1 for a stray write.
double gemm_error(const Kernels& kernels, const Case& c) {
  const auto m = c.m, n = c.n, k = c.k, w = kernels.panel;
  const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
  auto a = random_floats(m * k, 1);
  const auto b = random_floats(k * n, 2), bias = random_floats(n, 3), y0 = random_floats(m * n, 4);
  for (std::int64_t i = 0; c.zeros && i < m; ++i) {
    for (std::int64_t p = 0; p < k; ++p) {
      if ((p * 7 + i / 9) % 5 < 3)
        a[at(c.a_transposed ? p * m + i : i * k + p)] = p % 2 ? 0 : -0.0f;
    }
  }
  Gemm g{.m = m, .n = n, .k = k};
  g.a = a.data();
  g.a_row = c.a_transposed ? 1 : k;
  g.a_col = c.a_transposed ? m : 1;
  const auto b_rows = c.b_transposed ? n : k, b_cols = c.b_transposed ? k : n;
  const auto b_packed = in_panels(b, b_rows, b_cols, w);
  g.b = c.b_panels ? b_packed.data() : b.data();
  g.b_row = b_cols;
  g.b_panels = c.b_panels;
  g.b_transposed = c.b_transposed;
  const auto y_row = n + 3;  // the gap must stay untouched
  Floats y(at(c.y_panels ? panels_size(m, n, w) : m * y_row), 7.0f);
  if (c.y_panels) {
    y = in_panels(y0, m, n, w);
  } else {
    for (std::int64_t i = 0; i < m; ++i) std::copy_n(&y0[at(i * n)], n, &y[at(i * y_row)]);
  }
  g.y = y.data();
  g.y_row = y_row;
  g.y_panels = c.y_panels;
  g.bias = c.bias ? bias.data() : nullptr;
  g.alpha = c.alpha;
  g.accumulate = c.accumulate;
  std::pair<Floats, std::int64_t> kept{Floats(at(m * n)), n};
  if (c.epilogue) g.epilogue = {store_shifted, &kept, c.wide};
  const auto before = y;

  const auto bytes = kernels.gemm_scratch(g);
  std::unique_ptr<char, decltype(&std::free)> scratch(
      static_cast<char*>(std::aligned_alloc(64, at((bytes + 127) / 64 * 64))), &std::free);
  std::memset(scratch.get(), 0x5A, at(bytes + 64));
  for (auto tile = kernels.gemm_tiles(g) - 1; tile >= 0; --tile) {
    kernels.gemm(g, tile, tile + 1, scratch.get());
  }
  for (auto i = bytes; i < bytes + 64; ++i) {
    if (scratch.get()[i] != 0x5A) return -1;
  }

  if (c.epilogue && y != before) return -1;
  double worst = 0;
  for (std::int64_t i = 0; i < m; ++i) {
    for (std::int64_t j = 0; j < n; ++j) {
      double sum = 0, size = 1;
      for (std::int64_t p = 0; p < k; ++p) {
        const double x = a[at(c.a_transposed ? p * m + i : i * k + p)] *
                         static_cast<double>(b[at(c.b_transposed ? j * k + p : p * n + j)]);
        sum += x;
        size += std::fabs(x);
      }
      double expected = c.alpha * sum + (c.bias ? bias[at(j)] : 0) +
                        (c.accumulate ? y0[at(i * n + j)] : 0) + (c.epilogue ? 1 : 0);
      const float got = c.epilogue   ? kept.first[at(i * n + j)]
                        : c.y_panels ? y[at(j / w * m * w + i * w + j % w)]
                                     : y[at(i * y_row + j)];
      worst = std::max(worst, std::fabs(got - expected) / size);
    }
    if (!c.y_panels) {
      for (auto j = n; j < y_row; ++j) {
        if (y[at(i * y_row + j)] != 7.0f) return -1;
      }
    }
  }
  return worst;
}

TEST_CASE("gemm: every layout, size and epilogue") {
  const Case sizes[] = {{1, 1, 1},    {1, 128, 78}, {2, 10, 5},    {3, 17, 33},  {32, 10, 16},
                        {32, 40, 40}, {13, 33, 0},  {20, 31, 333}, {7, 70, 24},  {50, 48, 70},
                        {64, 1, 50},  {600, 1, 1},  {1, 600, 7},   {100, 10, 32}};
  for (const auto* kernels : supported_kernels()) {
    for (auto c : sizes) {
      for (int bits = 0; bits < 128; ++bits) {
        c.a_transposed = bits & 1;
        c.b_transposed = bits & 2;
        c.b_panels = bits & 4;
        c.y_panels = bits & 8;
        c.bias = bits & 16;
        c.accumulate = bits & 32;
        c.epilogue = bits & 64;
        c.alpha = bits % 3 == 0 ? -0.5f : 1.0f;
        const auto error = gemm_error(*kernels, c);
        CHECK_MESSAGE((error >= 0 && error < 1e-6), kernels->name, " ", c.m, "x", c.n, "x", c.k,
                      " layout ", bits, " error ", error);
      }
    }
  }
}

TEST_CASE("gemm: large products") {
  for (const auto* kernels : supported_kernels()) {
    CAPTURE(kernels->name);
    for (int bits = 0; bits < 128; bits += 5) {
      CAPTURE(bits);
      Case c{.m = 230, .n = 140, .k = 650};
      c.a_transposed = bits & 1;
      c.b_transposed = bits & 2;
      c.b_panels = bits & 4;
      c.accumulate = bits & 8;
      c.epilogue = bits & 16;
      c.zeros = bits & 32;
      c.wide = bits & 64;
      c.bias = true;
      const auto error = gemm_error(*kernels, c);
      CHECK(error >= 0);
      CHECK(error < 1e-6);
    }
  }
}

TEST_CASE("gemm: columns of zeros") {
  const Case sizes[] = {{3, 17, 33}, {32, 40, 784}, {20, 31, 333}, {7, 70, 24}, {200, 64, 32}};
  for (const auto* kernels : supported_kernels()) {
    for (auto c : sizes) {
      c.zeros = true;
      for (int bits = 0; bits < 16; ++bits) {
        c.a_transposed = bits & 1;
        c.b_panels = bits & 2;
        c.y_panels = c.accumulate = bits & 4;
        c.epilogue = bits & 8;
        const auto error = gemm_error(*kernels, c);
        CHECK_MESSAGE((error >= 0 && error < 1e-6), kernels->name, " ", c.m, "x", c.n, "x", c.k,
                      " layout ", bits, " error ", error);
      }
    }
  }
}

TEST_CASE("gemm: zero times an infinity or a NaN is no number") {
  constexpr std::int64_t m = 16, n = 32, k = 64;
  for (const auto* kernels : supported_kernels()) {
    CAPTURE(kernels->name);
    for (const float odd : {std::numeric_limits<float>::infinity(), std::nanf("")}) {
      const Floats a(m * k);
      Floats b(k * n, 1.0f), y(m * n);
      b[5 * n + 20] = odd;
      Gemm g{.m = m, .n = n, .k = k, .a = a.data(), .a_row = k, .b = b.data(), .b_row = n};
      g.y = y.data(), g.y_row = n;
      Floats scratch(static_cast<std::size_t>(kernels->gemm_scratch(g)) / sizeof(float) + 1);
      kernels->gemm(g, 0, kernels->gemm_tiles(g), scratch.data());
      for (std::int64_t i = 0; i < m; ++i) {
        for (std::int64_t j = 0; j < n; ++j)
          CHECK(std::isnan(y[static_cast<std::size_t>(i * n + j)]) == (j == 20));
      }
    }
  }
}

TEST_CASE("gemm: nothing to do") {
  for (const auto* kernels : supported_kernels()) {
    CHECK(kernels->gemm_tiles({.m = 0, .n = 5, .k = 5}) == 0);
    CHECK(kernels->gemm_tiles({.m = 5, .n = 0, .k = 5}) == 0);
  }
}

TEST_CASE("kernels by name") {
  CHECK(std::string(kernels("baseline").name) == "baseline");
  CHECK_THROWS_WITH_AS(kernels("basline"), doctest::Contains("did you mean 'baseline'"),
                       ValueError);
  CHECK_THROWS_AS(kernels("AVX9"), ValueError);
}

TEST_CASE("panels and back") {
  const auto x = random_floats(7 * 37, 1);
  Floats panels(static_cast<std::size_t>(panels_size(7, 37, kernels().panel))), back(x.size());
  to_panels(x.data(), panels.data(), 7, 37);
  from_panels(panels.data(), back.data(), 7, 37);
  CHECK(panels == in_panels(x, 7, 37, kernels().panel));
  CHECK(back == x);
}

TEST_CASE("philox: known answers") {
  for (const auto* kernels : supported_kernels()) {
    std::vector<std::uint32_t> y(1003);
    kernels->philox(0, 0, 0, y.data(), 1003);
    CHECK(y[0] == 0x6627e8d5);
    CHECK(y[1] == 0xe169c58d);
    CHECK(y[2] == 0xbc57ac4c);
    CHECK(y[3] == 0x9b00dbd8);
    std::vector<std::uint32_t> part(3);
    kernels->philox(0, 0, 200, part.data(), 3);
    CHECK(part[0] == y[800]);
    CHECK(part[2] == y[802]);
  }
}

}  // namespace
}  // namespace keras::runtime
