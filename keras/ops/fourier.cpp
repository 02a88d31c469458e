#include <cmath>
#include <complex>
#include <numbers>

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/scatter.hpp"

namespace keras::ops {
namespace {

using Complex = std::complex<double>;
using Pair = std::array<Tensor, 2>;

/// The powers of exp(sign * 2 pi i / length), all of them.
std::vector<Complex> roots_of_unity(std::int64_t length, int sign) {
  std::vector<Complex> roots;
  for (std::int64_t i = 0; i < length; ++i)
    roots.push_back(std::polar(1.0, sign * 2 * std::numbers::pi * double(i) / double(length)));
  return roots;
}

/// The transform of `length` elements of `x`, `stride` apart, by its smallest factor first
/// (Cooley and Tukey 1965). `roots` are those of the whole length; `column` has room for a factor.
void transform(const Complex* x, std::int64_t stride, Complex* y, std::int64_t length,
               const std::vector<Complex>& roots, std::vector<Complex>& column) {
  if (length == 1) {
    *y = *x;
    return;
  }
  std::int64_t factor = 2;
  while (length % factor != 0) factor = factor * factor > length ? length : factor + 1;
  const auto part = length / factor;
  for (std::int64_t i = 0; i < factor; ++i)
    transform(x + i * stride, stride * factor, y + i * part, part, roots, column);
  const auto whole = static_cast<std::int64_t>(roots.size());
  const auto step = whole / length;
  for (std::int64_t j = 0; j < part; ++j) {
    for (std::int64_t i = 0; i < factor; ++i) column[std::size_t(i)] = y[i * part + j];
    for (std::int64_t k = 0; k < factor; ++k) {
      Complex sum = 0;
      for (std::int64_t i = 0; i < factor; ++i)
        sum += column[std::size_t(i)] * roots[std::size_t(i * (j + k * part) % length * step)];
      y[k * part + j] = sum;
    }
  }
}

/// The discrete Fourier transform of each row, not divided by its length.
struct Fourier {
  static constexpr auto name = "fft";
  static constexpr bool parallel = true;
  int sign;

  std::vector<Spec> infer(const Spec& real, const Spec&) const {
    return {{real.shape, real.dtype}, {real.shape, real.dtype}};
  }
  std::vector<Tensor> vjp(const Tensor&, const Tensor&, std::span<const Tensor> y,
                          std::span<const Tensor> dy) const {
    const auto given = [&](std::size_t i) { return dy[i].defined() ? dy[i] : zeros_like(y[i]); };
    return graph::apply_many(Fourier{-sign}, given(0), given(1));
  }

  void run(const runtime::Cpu& cpu, const View& real, const View& imaginary,
           std::span<const View> y) const {
    const auto length = real.shape()[-1];
    if (real.shape().elements() == 0) return;
    const auto roots = roots_of_unity(length, sign);
    visit_dtype(real.dtype(), [&](auto zero) {
      using T = decltype(zero);
      if constexpr (std::is_floating_point_v<T>)
        cpu.for_each(real.shape().elements() / length, [&](std::int64_t row) {
          transform_row<T>(real, imaginary, y, row * length, roots);
        });
    });
  }

  template <class T>
  void transform_row(const View& real, const View& imaginary, std::span<const View> y,
                     std::int64_t at, const std::vector<Complex>& roots) const {
    std::vector<Complex> x(roots.size()), out(roots.size()), column(roots.size());
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] = {double((real.as<T>() + at)[i]), double((imaginary.as<T>() + at)[i])};
    transform(x.data(), 1, out.data(), static_cast<std::int64_t>(x.size()), roots, column);
    for (std::size_t i = 0; i < x.size(); ++i) {
      (y[0].as<T>() + at)[i] = static_cast<T>(out[i].real());
      (y[1].as<T>() + at)[i] = static_cast<T>(out[i].imag());
    }
  }
};

void check_pair(const char* where, const std::vector<Tensor>& x) {
  if (x.size() != 2 || x[0].shape() != x[1].shape() || !x[0].dtype().is_floating() ||
      x[0].dtype().is_half() || x[0].rank() == 0)
    fail(where,
         ": x must be the real and the imaginary part, of one shape and of dtype float32 or "
         "float64");
}

Pair along_last(const Pair& x, int sign) {
  const auto y = graph::apply_many(Fourier{sign}, x[0], converted(x[1], x[0].dtype()));
  return {y[0], y[1]};
}

Pair along_two(const std::vector<Tensor>& x, int sign) {
  const auto rows = along_last({x[0], x[1]}, sign);
  const auto turned = [](const Tensor& t) { return swapaxes(t, -1, -2); };
  const auto both = along_last({turned(rows[0]), turned(rows[1])}, sign);
  return {turned(both[0]), turned(both[1])};
}

/// The last axis cut or filled with zeros.
Tensor fitted(const Tensor& x, std::int64_t length) {
  const auto own = x.shape(-1);
  if (own == length) return x;
  const auto rank = static_cast<std::size_t>(x.rank());
  if (own > length)
    return slice(x, std::vector<int>(rank, 0), x.shape().up_to(x.rank() - 1) + Shape({length}));
  std::vector<std::pair<int, int>> widths(rank, {0, 0});
  widths.back().second = static_cast<int>(length - own);
  return pad(x, widths);
}

/// The window of `length` (scipy's periodic one) in the middle of `fft_length` elements.
std::vector<double> window_of(const char* where, const std::optional<std::string>& name, int length,
                              int fft_length) {
  if (!name) return std::vector<double>(static_cast<std::size_t>(fft_length), 1.0);
  if (*name != "hann" && *name != "hamming")
    fail(where, ": window must be 'hann', 'hamming' or None; received window=", quoted(*name));
  const double base = *name == "hann" ? 0.5 : 0.54;
  std::vector<double> window(static_cast<std::size_t>(fft_length), 0.0);
  const int before = (fft_length - length) / 2;
  for (int i = 0; i < length; ++i)
    window[static_cast<std::size_t>(before + i)] =
        length == 1 ? 1 : base - (1 - base) * std::cos(2 * std::numbers::pi * i / length);
  return window;
}

void check_lengths(const char* where, int sequence_length, int sequence_stride, int fft_length) {
  if (sequence_length < 1 || sequence_stride < 1 || fft_length < sequence_length)
    fail(where,
         ": sequence_length and sequence_stride must be positive and fft_length at least "
         "sequence_length; received ",
         sequence_length, ", ", sequence_stride, " and ", fft_length);
}

/// Rows added up `stride` apart: (..., rows, length) -> (..., length + stride * (rows - 1)). As in
/// JAX the sums turn round after 2 * rows - 1 strides, where that is shorter.
Tensor overlapped(const Tensor& x, int stride) {
  const auto rows = x.shape(-2), length = x.shape(-1);
  const auto outer = x.shape().up_to(x.rank() - 2);
  const auto strides = (length - 1) / stride + 1, turn = (2 * rows - 1) * stride;
  const auto size = std::min(length + stride * (rows - 1), turn);
  const auto row = expand_dims(arange(rows), 1), part = floor_divide(arange(length), stride);
  const auto lost = part * (2 * rows) + row >= strides * (2 * rows - 1);
  const auto places = where(lost, size, (row * stride + arange(length)) % turn);
  const auto elements = transpose(reshape(x, {outer.elements(), rows * length}));
  const auto sums = scatter_into(Scatter::add, zeros({size, outer.elements()}, {x.dtype()}),
                                 ravel(places), elements);
  return reshape(transpose(sums), outer + Shape({size}));
}

}  // namespace

std::array<Tensor, 2> fft(const std::vector<Tensor>& x) {
  if (any_symbolic(x)) return call_node<fft>(x);
  check_pair("ops.fft", x);
  return along_last({x[0], x[1]}, -1);
}
std::array<Tensor, 2> fft2(const std::vector<Tensor>& x) {
  if (any_symbolic(x)) return call_node<fft2>(x);
  check_pair("ops.fft2", x);
  return along_two(x, -1);
}
std::array<Tensor, 2> ifft2(const std::vector<Tensor>& x) {
  if (any_symbolic(x)) return call_node<ifft2>(x);
  check_pair("ops.ifft2", x);
  const auto y = along_two(x, 1);
  const auto count = static_cast<double>(x[0].shape(-1) * x[0].shape(-2));
  return {y[0] / count, y[1] / count};
}

std::array<Tensor, 2> rfft(const Tensor& x, FourierOptions options) {
  if (any_symbolic(x)) return call_node<rfft>(x, options);
  if (x.rank() < 1 || x.dtype().is_half())
    fail("ops.rfft: x must have an axis and be float32 or float64; received shape ", x.shape(),
         " of dtype ", x.dtype());
  const auto length = options.fft_length.value_or(static_cast<int>(x.shape(-1)));
  if (length < 1) fail("ops.rfft: fft_length must be positive; received fft_length=", length);
  const auto real = fitted(floating(x), length);
  const auto y = along_last({real, zeros_like(real)}, -1);
  return {fitted(y[0], length / 2 + 1), fitted(y[1], length / 2 + 1)};
}

Tensor irfft(const std::vector<Tensor>& x, FourierOptions options) {
  if (any_symbolic(x)) return call_node<irfft>(x, options);
  check_pair("ops.irfft", x);
  const auto length = options.fft_length.value_or(static_cast<int>(2 * (x[0].shape(-1) - 1)));
  if (length < 1) fail("ops.irfft: fft_length must be positive; received fft_length=", length);
  const int half = length / 2 + 1, mirrored = length - half;
  // The other half is the mirror image: place k is the conjugate of place length - k.
  std::vector<std::int32_t> sources;
  for (int i = 0; i < length; ++i) sources.push_back(i < half ? i : length - i);
  const auto real = take(fitted(x[0], half), Tensor(sources), {-1});
  const auto imaginary = take(fitted(x[1], half), Tensor(sources), {-1});
  std::vector<float> signs(static_cast<std::size_t>(half), 1.0F);
  signs.insert(signs.end(), static_cast<std::size_t>(mirrored), -1.0F);
  // Of what has no mirror image only the real part counts.
  signs[0] = 0;
  if (length % 2 == 0) signs[static_cast<std::size_t>(half - 1)] = 0;
  const auto y = along_last({real, imaginary * cast(Tensor(signs), imaginary.dtype())}, 1);
  return y[0] / length;
}

std::array<Tensor, 2> stft(const Tensor& x, int sequence_length, int sequence_stride,
                           int fft_length, StftOptions options) {
  if (any_symbolic(x))
    return call_node<stft>(x, sequence_length, sequence_stride, fft_length, options);
  check_lengths("ops.stft", sequence_length, sequence_stride, fft_length);
  if (x.rank() < 1 || (x.dtype() != DType::float32 && x.dtype() != DType::float64))
    fail("ops.stft: x must be float32 or float64 with an axis; received shape ", x.shape(),
         " of dtype ", x.dtype());
  auto signal = x;
  if (options.center) {
    std::vector<std::pair<int, int>> widths(static_cast<std::size_t>(x.rank()), {0, 0});
    widths.back() = {fft_length / 2, fft_length / 2};
    signal = pad(x, widths, {.mode = "reflect"});
  }
  const auto window = window_of("ops.stft", options.window, sequence_length, fft_length);
  const auto pieces = extract_sequences(signal, fft_length, sequence_stride);
  return rfft(pieces * cast(Tensor(window), x.dtype()));
}

Tensor istft(const std::vector<Tensor>& x, int sequence_length, int sequence_stride, int fft_length,
             IstftOptions options) {
  if (any_symbolic(x))
    return call_node<istft>(x, sequence_length, sequence_stride, fft_length, options);
  check_pair("ops.istft", x);
  check_lengths("ops.istft", sequence_length, sequence_stride, fft_length);
  if (x[0].rank() < 2)
    fail("ops.istft: x must have windows and frequencies; received shape ", x[0].shape());
  const auto window = window_of("ops.istft", options.window, sequence_length, fft_length);
  const auto weights = cast(Tensor(window), x[0].dtype());
  const auto pieces = irfft(x, {fft_length}) * weights;
  const auto rows = x[0].shape(-2);
  // Windows that would only touch overlap by half, as in JAX.
  const int stride = sequence_stride == fft_length ? fft_length - fft_length / 2 : sequence_stride;
  const auto overlap = overlapped(broadcast_to(weights * weights, {rows, fft_length}), stride);
  constexpr double negligible = 1e-10;  // where no window reaches
  const auto y = overlapped(pieces, stride) / where(overlap > negligible, overlap, 1);
  // Without a window the sums stay as they are but for the stride, as in Keras.
  const double scale = options.window ? 1.0 : double(fft_length) / sequence_stride;
  const int start = options.center ? fft_length / 2 : 0;
  const auto size = static_cast<int>(y.shape(-1));
  const int natural = options.center ? size - fft_length / 2 : size;
  const int end = std::min(size, options.length ? start + *options.length : natural);
  std::vector<int> starts(static_cast<std::size_t>(y.rank()), 0);
  starts.back() = start;
  return slice(y * scale, starts,
               y.shape().up_to(y.rank() - 1) + Shape({std::max(0, end - start)}));
}

}  // namespace keras::ops
