#include "keras/runtime/cpu/matrix_unit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace keras::runtime {
namespace {

struct Sizes {
  std::int64_t m, n, k;
};

/// The element (row, col) of a matrix that is easy to tell from its neighbours.
bfloat16 element(std::int64_t row, std::int64_t col) {
  return bfloat16(static_cast<float>((row * 7 + col * 13) % 31 - 15) * 0.125f);
}

std::vector<bfloat16> matrix(std::int64_t rows, std::int64_t cols, bool transposed) {
  std::vector<bfloat16> x(static_cast<std::size_t>(rows * cols));
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < cols; ++j)
      x[static_cast<std::size_t>(transposed ? j * rows + i : i * cols + j)] = element(i, j);
  return x;
}

struct Matrix {
  std::vector<float> values;
  std::int64_t cols;
};

/// Copies a block of the product; what an epilogue would do.
void copy(void* context, float* block, std::int64_t stride, std::int64_t rows, std::int64_t cols,
          std::int64_t row, std::int64_t col) {
  auto& y = *static_cast<Matrix*>(context);
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < cols; ++j)
      y.values[static_cast<std::size_t>((row + i) * y.cols + col + j)] = block[i * stride + j];
}

std::vector<float> product(const MatrixUnit& unit, Gemm gemm, bool a_transposed) {
  const auto a = matrix(gemm.m, gemm.k, a_transposed),
             b = matrix(gemm.k, gemm.n, gemm.b_transposed);
  gemm.a_row = a_transposed ? 1 : gemm.k, gemm.a_col = a_transposed ? gemm.m : 1;
  gemm.b_row = gemm.b_transposed ? gemm.k : gemm.n;
  const auto panel = kernels().panel;
  const auto size = gemm.y_panels ? panels_size(gemm.m, gemm.n, panel) : gemm.m * gemm.n;
  Matrix y = {std::vector<float>(static_cast<std::size_t>(size), -1), gemm.n};
  gemm.y = y.values.data(), gemm.y_row = gemm.n;
  if (gemm.epilogue.store != nullptr) gemm.epilogue.context = &y;
  std::vector<float> scratch(static_cast<std::size_t>(unit.scratch(gemm) / 4 + 16));
  auto* aligned = scratch.data();
  while (reinterpret_cast<std::uintptr_t>(aligned) % 64 != 0) ++aligned;
  for (std::int64_t tile = 0; tile < unit.tiles(gemm); ++tile)
    unit.tile(gemm, a.data(), b.data(), tile, aligned);
  if (!gemm.y_panels) return y.values;
  std::vector<float> plain(static_cast<std::size_t>(gemm.m * gemm.n));
  from_panels(y.values.data(), plain.data(), gemm.m, gemm.n);
  return plain;
}

std::vector<float> expected(const Gemm& gemm) {
  std::vector<float> y;
  for (std::int64_t i = 0; i < gemm.m; ++i) {
    for (std::int64_t j = 0; j < gemm.n; ++j) {
      double sum = 0;
      for (std::int64_t p = 0; p < gemm.k; ++p) sum += double{element(i, p)} * element(p, j);
      y.push_back(static_cast<float>(sum));
    }
  }
  return y;
}

void check_products(const MatrixUnit& unit) {
  for (const auto& sizes : {Sizes{16, 16, 32}, Sizes{33, 70, 45}, Sizes{300, 40, 1030},
                            Sizes{17, 530, 64}, Sizes{64, 31, 2100}}) {
    for (int form = 0; form < 20; ++form) {
      Gemm gemm = {.m = sizes.m, .n = sizes.n, .k = sizes.k};
      gemm.b_transposed = form % 2 == 1;
      gemm.threads = form % 3 + 1;
      if (form / 4 == 1) gemm.y_panels = true;
      if (form / 4 >= 2) gemm.epilogue = {.store = copy, .wide = form / 4 == 2};
      CAPTURE(sizes.m);
      CAPTURE(form);
      // Multiples of 1/64 below 2^18: exact in float32, in any order.
      CHECK((product(unit, gemm, form / 2 % 2 == 1) == expected(gemm)));
    }
  }
}

}  // namespace

TEST_CASE("blocks of bfloat16 are copied so that every product is exact") {
  const auto* unit = matrix_unit_in_software();
  CHECK((unit != nullptr) == (std::string_view(kernels().name) == "avx512"));
  if (unit != nullptr) check_products(*unit);
}

TEST_CASE("the matrix unit multiplies bfloat16 exactly where float32 does") {
  const auto* unit = matrix_unit();
  CHECK((unit == nullptr || std::string_view(kernels().name) == "avx512"));
  if (unit != nullptr) check_products(*unit);
}

TEST_CASE("small products are not worth the unit") {
  CHECK(suits_matrix_unit(256, 1024, 1024));
  CHECK_FALSE(suits_matrix_unit(1, 1024, 1024));
  CHECK_FALSE(suits_matrix_unit(16, 16, 32));
}

}  // namespace keras::runtime
