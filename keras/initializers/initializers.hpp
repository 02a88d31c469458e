// keras.initializers
#pragma once
#include <optional>

#include "keras/initializers/initializer.hpp"

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
  double value = 0.0;
};
/// The same value everywhere.
class Constant : public Initializer {
 public:
  explicit Constant(double value) : Constant(ConstantOptions{value}) {}
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
  /// The axes of the inputs and the outputs; by default the last is the outputs' and the others
  /// the inputs', as of the kernels of convolutions.
  std::optional<std::vector<int>> input_axes = {}, output_axes = {};
};
/// A variance of scale / n, n the number of inputs, outputs or their mean.
class VarianceScaling : public Initializer {
 public:
  explicit VarianceScaling(VarianceScalingOptions options = {});
};

struct FanOptions {
  std::optional<std::int64_t> seed = {};
  std::optional<std::vector<int>> input_axes = {}, output_axes = {};  ///< As of VarianceScaling.
};
/// Glorot and Bengio 2010: uniform, variance 2 / (inputs + outputs).
class GlorotUniform : public Initializer {
 public:
  explicit GlorotUniform(FanOptions options = {});
};
class GlorotNormal : public Initializer {
 public:
  explicit GlorotNormal(FanOptions options = {});
};
/// He et al. 2015: variance 2 / inputs.
class HeUniform : public Initializer {
 public:
  explicit HeUniform(FanOptions options = {});
};
class HeNormal : public Initializer {
 public:
  explicit HeNormal(FanOptions options = {});
};
/// LeCun et al. 1998: variance 1 / inputs.
class LecunUniform : public Initializer {
 public:
  explicit LecunUniform(FanOptions options = {});
};
class LecunNormal : public Initializer {
 public:
  explicit LecunNormal(FanOptions options = {});
};

template <class Class, class Options>
Registered<Initializer> registered(const char* class_name,
                                   std::initializer_list<const char*> aliases = {}) {
  return {"keras.initializers", class_name, from_options<Initializer, Class, Options>,
          arguments_of<Options>, aliases};
}

inline const auto registered_zeros = registered<Zeros, ZerosOptions>("Zeros", {"zero"});
inline const auto registered_ones = registered<Ones, OnesOptions>("Ones", {"one"});
inline const auto registered_constant = registered<Constant, ConstantOptions>("Constant");
inline const auto registered_random_normal =
    registered<RandomNormal, RandomNormalOptions>("RandomNormal", {"normal"});
inline const auto registered_truncated_normal =
    registered<TruncatedNormal, RandomNormalOptions>("TruncatedNormal");
inline const auto registered_random_uniform =
    registered<RandomUniform, RandomUniformOptions>("RandomUniform", {"uniform"});
inline const auto registered_variance_scaling =
    registered<VarianceScaling, VarianceScalingOptions>("VarianceScaling");
inline const auto registered_glorot_uniform =
    registered<GlorotUniform, FanOptions>("GlorotUniform");
inline const auto registered_glorot_normal = registered<GlorotNormal, FanOptions>("GlorotNormal");
inline const auto registered_he_uniform = registered<HeUniform, FanOptions>("HeUniform");
inline const auto registered_he_normal = registered<HeNormal, FanOptions>("HeNormal");
inline const auto registered_lecun_uniform = registered<LecunUniform, FanOptions>("LecunUniform");
inline const auto registered_lecun_normal = registered<LecunNormal, FanOptions>("LecunNormal");

}  // namespace keras::initializers
