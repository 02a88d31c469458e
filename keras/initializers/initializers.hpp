// keras.initializers
#pragma once
#include <optional>
#include <vector>

#include "keras/initializers/initializer.hpp"
#include "keras/initializers/numbers.hpp"

namespace keras::initializers {

struct ZerosOptions {};
/// 0 everywhere.
class Zeros : public Initializer {
 public:
  explicit Zeros(ZerosOptions options = {});
};

struct OnesOptions {};
/// 1 everywhere.
class Ones : public Initializer {
 public:
  explicit Ones(OnesOptions options = {});
};

struct ConstantOptions {
  Numbers value = 0.0;
};
/// The same value everywhere; an array is repeated along the axes that it lacks.
class Constant : public Initializer {
 public:
  explicit Constant(Numbers value) : Constant(ConstantOptions{std::move(value)}) {}
  explicit Constant(ConstantOptions options = {});
};

struct RandomNormalOptions {
  double mean = 0.0, stddev = 0.05;
  std::optional<std::int64_t> seed = {};
};
/// Normally distributed.
class RandomNormal : public Initializer {
 public:
  explicit RandomNormal(RandomNormalOptions options = {});
};

/// Normally distributed within two standard deviations.
class TruncatedNormal : public Initializer {
 public:
  explicit TruncatedNormal(RandomNormalOptions options = {});
};

struct RandomUniformOptions {
  double minval = -0.05, maxval = 0.05;
  std::optional<std::int64_t> seed = {};
};
/// Equally likely in [minval, maxval).
class RandomUniform : public Initializer {
 public:
  explicit RandomUniform(RandomUniformOptions options = {});
};

struct VarianceScalingOptions {
  double scale = 1.0;
  std::string mode = "fan_in";                    ///< "fan_in", "fan_out" or "fan_avg".
  std::string distribution = "truncated_normal";  ///< or "untruncated_normal", "uniform".
  std::optional<std::int64_t> seed = {};
  /// The axes of the kernel that count as inputs and outputs, if both are given.
  OptionalList<int> input_axes = {}, output_axes = {};
};
/// A variance of scale / n, n the number of inputs, outputs or their mean.
class VarianceScaling : public Initializer {
 public:
  explicit VarianceScaling(VarianceScalingOptions options = {});
};

struct SeedOptions {
  std::optional<std::int64_t> seed = {};
  /// The axes of the kernel that count as inputs and outputs, if both are given.
  OptionalList<int> input_axes = {}, output_axes = {};
};
/// Glorot and Bengio 2010: uniform, variance 2 / (inputs + outputs).
class GlorotUniform : public Initializer {
 public:
  explicit GlorotUniform(SeedOptions options = {});
};
class GlorotNormal : public Initializer {
 public:
  explicit GlorotNormal(SeedOptions options = {});
};
/// He et al. 2015: variance 2 / inputs.
class HeUniform : public Initializer {
 public:
  explicit HeUniform(SeedOptions options = {});
};
class HeNormal : public Initializer {
 public:
  explicit HeNormal(SeedOptions options = {});
};
/// LeCun et al. 1998: variance 1 / inputs.
class LecunUniform : public Initializer {
 public:
  explicit LecunUniform(SeedOptions options = {});
};
class LecunNormal : public Initializer {
 public:
  explicit LecunNormal(SeedOptions options = {});
};

struct IdentityOptions {
  double gain = 1.0;
};
/// `gain` on the diagonal of a matrix, 0 elsewhere.
class Identity : public Initializer {
 public:
  explicit Identity(IdentityOptions options = {});
};

struct OrthogonalOptions {
  double gain = 1.0;
  std::optional<std::int64_t> seed = {};
};
/// Saxe et al. 2014: orthonormal rows or columns of the matrix (all other axes, last axis).
class Orthogonal : public Initializer {
 public:
  explicit Orthogonal(OrthogonalOptions options = {});
};

struct STFTOptions {
  std::string side = "real";                       ///< or "imag".
  std::optional<std::string> window = "hann";      ///< or "hamming", "blackman", "boxcar".
  std::optional<std::string> scaling = "density";  ///< or "spectrum".
  bool periodic = false;
};
/// The kernel (frame, channels, frequencies) of a short-time Fourier transform.
class STFT : public Initializer {
 public:
  explicit STFT(STFTOptions options = {});
};

extern const Registered<Initializer> registered_zeros;
[[gnu::used]] inline const auto* const linked_zeros = &registered_zeros;

}  // namespace keras::initializers
