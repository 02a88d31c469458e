// The innermost loops, compiled once for each instruction set and chosen when the program starts.
//
// A loop here sees raw contiguous memory and a count: no shapes, no threads, no allocation. The
// sources in isa/ are plain loops that the compiler vectorises; the build compiles them for
// baseline x86-64 (or the host's own architecture), AVX2+FMA and AVX-512.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "keras/core/dtype.hpp"
#include "keras/runtime/cpu/convolution.hpp"

namespace keras::runtime {

/// The arithmetic that a pointwise op can name. Operands and result have one dtype unless said.
enum class Tile : std::uint8_t {
  // y = f(a)
  negative,
  absolute,
  sign,
  sqrt,
  rsqrt,
  exp,
  expm1,
  log,
  log1p,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  asinh,
  acosh,
  atanh,
  erf,
  erfinv,
  sigmoid,
  gelu,        // x times the chance that a normal number is below x
  gelu_slope,  // its derivative
  floor,
  ceil,
  round,
  trunc,
  bitwise_not,
  logical_not,  // logical_not: bool from bool
  isnan,
  isinf,
  isfinite,  // bool from floats
  // y = f(a, b)
  add,
  subtract,
  multiply,
  divide,
  floor_divide,
  mod,
  power,
  maximum,
  minimum,
  arctan2,
  bitwise_and,
  bitwise_or,
  bitwise_xor,
  left_shift,
  right_shift,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,  // bool from any dtype
  logical_and,
  logical_or,
  logical_xor,  // bool from bool
  // y = f(a, b, c)
  where,         // a is bool: a ? b : c
  multiply_add,  // a * b + c, rounded once where the machine can
  count,
};

/// y[i] = f(a[i], b[i], c[i]) for i < n. `y` may be the same memory as an operand of its size.
using TileLoop = void (*)(const void* a, const void* b, const void* c, void* y, std::int64_t n);

/// y = the reduction of x[0..n); `y` holds one element, written and not read.
using RowLoop = void (*)(const void* x, void* y, std::int64_t n);

enum class Reduction : std::uint8_t { sum, product, maximum, minimum, count };

/// What a GEMM does with a block of the product that lies in `block` (`rows` x `cols`, rows
/// `block_stride` apart), the part of y that starts at (row, col): it stores it, changed or not.
struct GemmEpilogue {
  void (*store)(void* context, float* block, std::int64_t block_stride, std::int64_t rows,
                std::int64_t cols, std::int64_t row, std::int64_t col) = nullptr;
  void* context = nullptr;
  bool wide = false;  ///< A block may hold several panels side by side; else it has one.
};

/// y (m x n) = a (m x k) · b (k x n) + start, in float32.
///
/// b and y are plain (row-major, any row stride) or *in panels*: columns in groups of
/// `Kernels::panel` (w), the group g at `g * rows * w`, each row of w contiguous, the last group
/// filled up with zeros. a may have any two strides, so that a transposed a needs no copy. Columns
/// of a that are zero in several rows cost nothing where b is finite.
struct Gemm {
  std::int64_t m = 0, n = 0, k = 0;
  const float* a = nullptr;
  std::int64_t a_row = 0, a_col = 1;  ///< a(i, p) = a[i * a_row + p * a_col]
  const float* b = nullptr;
  std::int64_t b_row = 0;     ///< Elements between rows of a plain b.
  bool b_panels = false;      ///< b is in panels of k rows; b_row is not used.
  bool b_transposed = false;  ///< b is stored as n x k: b(p, j) = stored(j, p), plain or in panels.
  float* y = nullptr;
  std::int64_t y_row = 0;
  bool y_panels = false;        ///< y is in panels of m rows; padding is written as zeros.
  const float* bias = nullptr;  ///< n values added to every row, or nullptr.
  float alpha = 1;              ///< y = alpha * (a · b) + ...
  bool accumulate = false;      ///< ... + y as it was.
  GemmEpilogue epilogue = {};   ///< When given, it stores; y is not touched otherwise.
  int threads = 1;              ///< That share the tiles; the bits of y do not depend on it.
};

/// Everything that depends on the instruction set.
struct Kernels {
  const char* name;    ///< "baseline", "avx2", "avx512"
  std::int64_t panel;  ///< Columns of a GEMM panel (w).

  /// The loop, or nullptr where the arithmetic has no meaning for `operands` (exp of an int, ...).
  TileLoop (*tile)(Tile op, DType operands);
  /// y[i] = a[i] converted: floats to integers toward zero and saturating, anything to bool as
  /// a != 0, as XLA does. nullptr between strings and numbers, and for complex.
  TileLoop (*cast)(DType from, DType to);
  RowLoop (*reduce)(Reduction op, DType dtype);

  /// How many independent tiles the product is cut into: a function of the sizes, the layouts and
  /// `threads`. Neighbouring tiles share a panel of b.
  std::int64_t (*gemm_tiles)(const Gemm& gemm);
  /// Computes the tiles [first, last). `scratch` has `gemm_scratch(gemm)` bytes, aligned to 64,
  /// owned by the thread.
  void (*gemm)(const Gemm& gemm, std::int64_t first, std::int64_t last, void* scratch);
  std::int64_t (*gemm_scratch)(const Gemm& gemm);

  /// y(p, j) = x(j, p) for p < rows, j < cols.
  void (*transpose)(const float* x, std::int64_t x_row, float* y, std::int64_t y_row,
                    std::int64_t rows, std::int64_t cols);

  /// y = exp(x) / sum(exp(x)) of each row of `n` floats, and the gradient of x from that of y.
  void (*softmax)(const float* x, float* y, std::int64_t rows, std::int64_t n);
  void (*softmax_gradient)(const float* y, const float* dy, float* dx, std::int64_t rows,
                           std::int64_t n);

  /// Convolutions and their gradients are cut into tiles in the same way; a tile's scratch has
  /// `convolution_scratch` bytes.
  std::int64_t (*conv_tiles)(const Convolution& conv);
  void (*conv_tile)(const Convolution& conv, std::int64_t tile, void* scratch);
  std::int64_t (*conv_gradient_tiles)(const ConvolutionGradient& gradient);
  void (*conv_gradient_tile)(const ConvolutionGradient& gradient, std::int64_t tile, void* scratch);

  // Windows whose channels do not mix, a line at a time: those of y that differ in the last axis
  // only, numbered in row-major order.
  void (*depthwise_line)(const Convolution& conv, std::int64_t line);
  /// Adds what the windows of a line contribute to w.
  void (*depthwise_gradient_line)(const ConvolutionGradient& gradient, std::int64_t line);
  /// The sums and the largest of the pixels in each window; no weights are read.
  void (*sum_pool_line)(const Convolution& pool, std::int64_t line);
  void (*max_pool_line)(const Convolution& pool, std::int64_t line);
  /// dx = dy where a pixel is the first of the largest in a window, summed over the windows, for
  /// one image and some channels. dx lies as x does, dy is dense.
  void (*max_pool_gradient)(const Windows& windows, const float* dy, float* dx, std::int64_t image,
                            std::int64_t channel, std::int64_t channels);
  /// y = g where x is the largest of each window of a line. g lies as x does, y is dense.
  void (*max_pool_pick_line)(const Windows& windows, const float* g, float* y, std::int64_t line);

  /// y[i] = uniform 32-bit words of Philox 4x32-10 for counter `first + i / 4`, word i % 4.
  void (*philox)(std::uint32_t key0, std::uint32_t key1, std::uint64_t first, std::uint32_t* y,
                 std::int64_t n);
};

/// The kernels for this processor (or those that `KERAS_ISA=baseline|avx2|avx512` asks for).
const Kernels& kernels();
/// The kernels of that name; an error with a suggestion when this processor has none such.
const Kernels& kernels(std::string_view name);
/// Every copy that this processor can run, the plainest first.
std::span<const Kernels* const> supported_kernels();

/// Floats that a (rows x cols) matrix takes in panels of `panel` columns.
constexpr std::int64_t panels_size(std::int64_t rows, std::int64_t cols, std::int64_t panel) {
  return (cols + panel - 1) / panel * panel * rows;
}
/// Copies a plain row-major matrix to panels, and back.
void to_panels(const float* plain, float* panels, std::int64_t rows, std::int64_t cols);
void from_panels(const float* panels, float* plain, std::int64_t rows, std::int64_t cols);

}  // namespace keras::runtime
