// What each copy of the loops offers, and the two ways to make one out of a function of scalars.
//
// KERAS_ISA names the namespace of the copy. No inline function of a standard header may be called
// from this folder: the linker would be free to use the AVX-512 copy of it everywhere. Whatever is
// not in the table of a copy is in an anonymous namespace. tools/check_isa_symbols.py checks that.
#pragma once
#include <cstdint>

#include "keras/runtime/cpu/kernels.hpp"

namespace keras::runtime {

/// The loops for one dtype; nullptr where an op has no meaning.
struct TileTable {
  TileLoop loops[static_cast<int>(Tile::count)] = {};

  constexpr void set(Tile op, TileLoop loop) { loops[static_cast<int>(op)] = loop; }
};

/// The reductions for one dtype.
struct RowTable {
  RowLoop loops[static_cast<int>(Reduction::count)] = {};
};

namespace baseline {
TileLoop rare_tile(Tile op, DType::Kind operands);
TileLoop rare_cast(DType::Kind from, DType::Kind to);
RowLoop rare_reduce(Reduction op, DType::Kind dtype);
extern const Kernels table;
}  // namespace baseline

namespace avx2 {
extern const Kernels table;
}
namespace avx512 {
extern const Kernels table;
}

namespace KERAS_ISA {

extern const TileTable float_tiles, double_tiles, bool_tiles, byte_tiles, int_tiles, long_tiles;
TileLoop cast_loop(DType::Kind from, DType::Kind to);
RowLoop reduce_loop(Reduction op, DType::Kind dtype);
std::int64_t gemm_tiles(const Gemm& gemm);
void gemm(const Gemm& gemm, std::int64_t first, std::int64_t last, void* scratch);
std::int64_t gemm_scratch(const Gemm& gemm);
void transpose_floats(const float* x, std::int64_t x_row, float* y, std::int64_t y_row,
                      std::int64_t rows, std::int64_t cols);
void softmax_rows(const float* x, float* y, std::int64_t rows, std::int64_t n);
void softmax_gradient_rows(const float* y, const float* dy, float* dx, std::int64_t rows,
                           std::int64_t n);
std::int64_t conv_tiles(const Convolution& conv);
void conv_tile(const Convolution& conv, std::int64_t tile, void* scratch);
std::int64_t conv_gradient_tiles(const ConvolutionGradient& gradient);
void conv_gradient_tile(const ConvolutionGradient& gradient, std::int64_t tile, void* scratch);
void depthwise_line(const Convolution& conv, std::int64_t line);
void depthwise_gradient_line(const ConvolutionGradient& gradient, std::int64_t line);
void sum_pool_line(const Convolution& pool, std::int64_t line);
void max_pool_line(const Convolution& pool, std::int64_t line);
void max_pool_gradient(const Windows& windows, const float* dy, float* dx, std::int64_t image,
                       std::int64_t channel, std::int64_t channels);
void max_pool_pick_line(const Windows& windows, const float* g, float* y, std::int64_t line);
void philox(std::uint32_t key0, std::uint32_t key1, std::uint64_t first, std::uint32_t* y,
            std::int64_t n);

namespace {

using Truth = std::uint8_t;  // a bool that is read: g++ 12 does not vectorise loads of bool

/// A loop of y[i] = F(a[i]) from elements A to elements Y.
template <class Y, class A, class F>
constexpr TileLoop unary(F) {
  return [](const void* a, const void*, const void*, void* y, std::int64_t n) {
    const auto* as = static_cast<const A*>(a);
    auto* ys = static_cast<Y*>(y);
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) ys[i] = static_cast<Y>(F{}(as[i]));
  };
}

/// A loop of y[i] = F(a[i], b[i]).
template <class Y, class A, class F>
constexpr TileLoop binary(F) {
  return [](const void* a, const void* b, const void*, void* y, std::int64_t n) {
    const auto* as = static_cast<const A*>(a);
    const auto* bs = static_cast<const A*>(b);
    auto* ys = static_cast<Y*>(y);
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) ys[i] = static_cast<Y>(F{}(as[i], bs[i]));
  };
}

/// A loop of y[i] = F(a[i], b[i], c[i]), where a may have elements of another type.
template <class T, class A, class F>
constexpr TileLoop ternary(F) {
  return [](const void* a, const void* b, const void* c, void* y, std::int64_t n) {
    const auto* as = static_cast<const A*>(a);
    const auto* bs = static_cast<const T*>(b);
    const auto* cs = static_cast<const T*>(c);
    auto* ys = static_cast<T*>(y);
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i) ys[i] = static_cast<T>(F{}(as[i], bs[i], cs[i]));
  };
}

/// What every dtype has: comparisons and the choice.
template <class T>
constexpr void set_comparisons(TileTable& table) {
  table.set(Tile::equal, binary<bool, T>([](T a, T b) { return a == b; }));
  table.set(Tile::not_equal, binary<bool, T>([](T a, T b) { return a != b; }));
  table.set(Tile::less, binary<bool, T>([](T a, T b) { return a < b; }));
  table.set(Tile::less_equal, binary<bool, T>([](T a, T b) { return a <= b; }));
  table.set(Tile::greater, binary<bool, T>([](T a, T b) { return a > b; }));
  table.set(Tile::greater_equal, binary<bool, T>([](T a, T b) { return a >= b; }));
  table.set(Tile::where, ternary<T, Truth>([](Truth a, T b, T c) { return a != 0 ? b : c; }));
}

}  // namespace
}  // namespace KERAS_ISA
}  // namespace keras::runtime
