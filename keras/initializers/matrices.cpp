// Initializers of matrices: identity, orthogonal, Fourier transform.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "keras/initializers/built_in.hpp"
#include "keras/initializers/initializers.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::initializers {
namespace {

struct IdentityImpl final : BuiltIn<IdentityOptions> {
  using BuiltIn::BuiltIn;
  Object config() const override { return {}; }  // Keras forgets the gain
};

Tensor identity(double gain, const Shape& shape, DType dtype) {
  if (shape.rank() != 2)
    fail("initializers.Identity: only matrices can be identities; received shape ", shape);
  const int columns = static_cast<int>(shape[1]);
  return gain * ops::eye(static_cast<int>(shape[0]), {.M = columns, .dtype = dtype});
}

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

/// Gram-Schmidt, each vector twice against rounding: the factor Q of QR with a positive diagonal
/// of R, its columns one after the other. `columns` holds `count` vectors of `length` numbers.
void orthonormalize(std::vector<double>& columns, std::size_t count, std::size_t length) {
  for (std::size_t j = 0; j < count; ++j) {
    double* own = columns.data() + j * length;
    for (std::size_t earlier = 0; earlier < 2 * j; ++earlier) {
      const double* other = columns.data() + (earlier % j) * length;
      const double along = dot(own, other, length);
      for (std::size_t i = 0; i < length; ++i) own[i] -= along * other[i];
    }
    const double norm = std::sqrt(dot(own, own, length));
    for (std::size_t i = 0; i < length; ++i) own[i] /= norm;
  }
}

Tensor orthogonal(double gain, random::Seed seed, const Shape& shape, DType dtype) {
  if (shape.rank() < 2)
    fail("initializers.Orthogonal: the shape must have at least two axes; received shape ", shape);
  const auto columns = static_cast<std::size_t>(shape[-1]);
  const auto rows = static_cast<std::size_t>(shape.elements()) / std::max<std::size_t>(columns, 1);
  const auto length = std::max(rows, columns), count = std::min(rows, columns);
  const auto normal =
      random::normal({static_cast<std::int64_t>(length), static_cast<std::int64_t>(count)},
                     {.seed = seed})
          .to_vector<float>();
  std::vector<double> vectors(normal.size());
  for (std::size_t i = 0; i < normal.size(); ++i)
    vectors[i % count * length + i / count] = normal[i];
  orthonormalize(vectors, count, length);
  std::vector<float> values(vectors.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(
        gain * (rows < columns ? vectors[i] : vectors[i % count * length + i / count]));
  return ops::cast(Tensor(values, shape), dtype);
}

/// The window of scipy.signal.get_window.
std::vector<float> window(const std::string& name, std::int64_t length, bool periodic) {
  const double last = static_cast<double>(periodic ? length : length - 1);
  std::vector<float> values;
  for (std::int64_t i = 0; i < length; ++i) {
    const double t = last == 0 ? std::numbers::pi : 2 * std::numbers::pi * double(i) / last;
    const double x = name == "hann"       ? 0.5 - 0.5 * std::cos(t)
                     : name == "hamming"  ? 0.54 - 0.46 * std::cos(t)
                     : name == "blackman" ? 0.42 - 0.5 * std::cos(t) + 0.08 * std::cos(2 * t)
                                          : 1.0;
    values.push_back(static_cast<float>(x));
  }
  return values;
}

void check_one_of(const char* argument, const std::string& value,
                  const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), value) == known.end())
    fail("initializers.STFT: unknown ", argument, " ", quoted(value), suggestion(value, known));
}

STFTOptions checked(STFTOptions options) {
  check_one_of("side", options.side, {"real", "imag"});
  if (options.scaling) check_one_of("scaling", *options.scaling, {"density", "spectrum"});
  if (options.window)
    check_one_of("window", *options.window, {"hann", "hamming", "blackman", "boxcar"});
  return options;
}

Tensor fourier(const STFTOptions& options, const Shape& shape, DType dtype) {
  if (shape.rank() != 3 || shape[2] < 2)
    fail("initializers.STFT: the shape must be (frame, channels, frequencies); received shape ",
         shape);
  const auto frame = shape[0], frequencies = shape[2];
  const auto cycles = ops::reshape(ops::arange(frequencies, {"float32"}), {1, 1, frequencies}) /
                      static_cast<double>(2 * (frequencies - 1));
  const auto time = ops::reshape(ops::arange(frame, {"float32"}), {frame, 1, 1});
  const auto angle = -2.0 * time * cycles * std::numbers::pi;
  auto kernel = options.side == "real" ? ops::cos(angle) : ops::sin(angle);
  if (options.window) {
    const auto w = Tensor(window(*options.window, frame, options.periodic), {frame, 1, 1});
    kernel = kernel * w;
    if (options.scaling == "density") kernel = kernel / ops::sqrt(ops::sum(ops::square(w)));
    if (options.scaling == "spectrum") kernel = kernel / ops::sum(ops::abs(w));
  }
  return ops::cast(ops::broadcast_to(kernel, shape), dtype);
}

}  // namespace

Identity::Identity(IdentityOptions options)
    : Initializer(std::make_shared<const IdentityImpl>(
          "Identity", options, [gain = options.gain](const Shape& shape, DType dtype) {
            return identity(gain, shape, dtype);
          })) {}

Orthogonal::Orthogonal(OrthogonalOptions options)
    : Initializer(built_in(
          "Orthogonal", options,
          [gain = options.gain,
           seed = options.seed ? random::Seed(*options.seed) : random::draw_seed()](
              const Shape& shape, DType dtype) { return orthogonal(gain, seed, shape, dtype); })) {}

STFT::STFT(STFTOptions options)
    : Initializer(built_in("STFT", checked(options), [options](const Shape& shape, DType dtype) {
        return fourier(options, shape, dtype);
      })) {}

}  // namespace keras::initializers
