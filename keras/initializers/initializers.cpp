#include "keras/initializers/initializers.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "keras/core/registry_define.hpp"
#include "keras/initializers/built_in.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/random/random.hpp"

namespace keras::initializers {
namespace {

/// One object makes the same values each time, also without a seed: its seed is drawn once.
random::Seed fixed(std::optional<std::int64_t> seed) { return seed ? *seed : random::draw_seed(); }

double product(const Shape& shape, const std::vector<int>& axes) {
  double n = 1;
  for (const int axis : axes) n *= double(shape[axis]);
  return n;
}

/// The numbers of inputs and outputs of one unit, from a kernel (..., in, out).
std::pair<double, double> fans(const Shape& shape, const VarianceScalingOptions& options) {
  if (options.input_axes && options.output_axes)
    return {product(shape, *options.input_axes), product(shape, *options.output_axes)};
  if (shape.rank() < 1) return {1, 1};
  if (shape.rank() == 1) return {double(shape[0]), double(shape[0])};
  double field = 1;
  for (int i = 0; i < shape.rank() - 2; ++i) field *= double(shape[i]);
  return {field * double(shape[-2]), field * double(shape[-1])};
}

/// The options in the form that Keras saves, checked.
VarianceScalingOptions settled(VarianceScalingOptions o) {
  for (char& c : o.distribution) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (o.distribution == "normal") o.distribution = "truncated_normal";
  const std::vector<std::string> modes = {"fan_in", "fan_out", "fan_avg"};
  const std::vector<std::string> distributions = {"uniform", "truncated_normal",
                                                  "untruncated_normal"};
  const auto known = [](const auto& list, const auto& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  if (!(o.scale > 0))
    fail("initializers.VarianceScaling: scale must be positive; received scale=", o.scale);
  if (!known(modes, o.mode))
    fail("initializers.VarianceScaling: unknown mode ", quoted(o.mode), suggestion(o.mode, modes));
  if (!known(distributions, o.distribution))
    fail("initializers.VarianceScaling: unknown distribution ", quoted(o.distribution),
         suggestion(o.distribution, distributions));
  return o;
}

Make variance_scaling(VarianceScalingOptions options) {
  return [options, seed = fixed(options.seed)](const Shape& shape, DType dtype) {
    const auto [in, out] = fans(shape, options);
    const double n = options.mode == "fan_in"    ? in
                     : options.mode == "fan_out" ? out
                                                 : (in + out) / 2;
    const double variance = options.scale / std::max(1.0, n);
    if (options.distribution == "uniform") {
      const double limit = std::sqrt(3 * variance);
      return random::uniform(shape,
                             {.minval = -limit, .maxval = limit, .dtype = dtype, .seed = seed});
    }
    if (options.distribution == "untruncated_normal")
      return random::normal(shape, {.stddev = std::sqrt(variance), .dtype = dtype, .seed = seed});
    constexpr double truncated_deviation =
        0.87962566103423978;  // of a normal cut at two deviations
    return random::truncated_normal(
        shape, {.stddev = std::sqrt(variance) / truncated_deviation, .dtype = dtype, .seed = seed});
  };
}

Initializer scaled(const char* class_name, SeedOptions options, double scale, const char* mode,
                   const char* distribution) {
  return built_in(class_name, options,
                  variance_scaling({scale, mode, distribution, options.seed, options.input_axes,
                                    options.output_axes}));
}

}  // namespace

Zeros::Zeros(ZerosOptions options)
    : Initializer(built_in("Zeros", options, [](const Shape& shape, DType dtype) {
        return ops::zeros(shape, {dtype});
      })) {}

Ones::Ones(OnesOptions options)
    : Initializer(built_in("Ones", options, [](const Shape& shape, DType dtype) {
        return ops::ones(shape, {dtype});
      })) {}

Constant::Constant(ConstantOptions options)
    : Initializer(
          built_in("Constant", options, [value = options.value](const Shape& shape, DType dtype) {
            return ops::broadcast_to(value.tensor(dtype), shape);
          })) {}

RandomNormal::RandomNormal(RandomNormalOptions options)
    : Initializer(built_in(
          "RandomNormal", options,
          [options, seed = fixed(options.seed)](const Shape& shape, DType dtype) {
            return random::normal(
                shape,
                {.mean = options.mean, .stddev = options.stddev, .dtype = dtype, .seed = seed});
          })) {}

TruncatedNormal::TruncatedNormal(RandomNormalOptions options)
    : Initializer(built_in(
          "TruncatedNormal", options,
          [options, seed = fixed(options.seed)](const Shape& shape, DType dtype) {
            return random::truncated_normal(
                shape,
                {.mean = options.mean, .stddev = options.stddev, .dtype = dtype, .seed = seed});
          })) {}

RandomUniform::RandomUniform(RandomUniformOptions options)
    : Initializer(built_in(
          "RandomUniform", options,
          [options, seed = fixed(options.seed)](const Shape& shape, DType dtype) {
            return random::uniform(
                shape,
                {.minval = options.minval, .maxval = options.maxval, .dtype = dtype, .seed = seed});
          })) {}

VarianceScaling::VarianceScaling(VarianceScalingOptions options)
    : Initializer(
          built_in("VarianceScaling", settled(options), variance_scaling(settled(options)))) {}

GlorotUniform::GlorotUniform(SeedOptions options)
    : Initializer(scaled("GlorotUniform", options, 1, "fan_avg", "uniform")) {}
GlorotNormal::GlorotNormal(SeedOptions options)
    : Initializer(scaled("GlorotNormal", options, 1, "fan_avg", "truncated_normal")) {}
HeUniform::HeUniform(SeedOptions options)
    : Initializer(scaled("HeUniform", options, 2, "fan_in", "uniform")) {}
HeNormal::HeNormal(SeedOptions options)
    : Initializer(scaled("HeNormal", options, 2, "fan_in", "truncated_normal")) {}
LecunUniform::LecunUniform(SeedOptions options)
    : Initializer(scaled("LecunUniform", options, 1, "fan_in", "uniform")) {}
LecunNormal::LecunNormal(SeedOptions options)
    : Initializer(scaled("LecunNormal", options, 1, "fan_in", "truncated_normal")) {}

const Registered<Initializer> registered_zeros =
    registered<Initializer, Zeros, ZerosOptions>("keras.initializers", "Zeros", {"zero"});
const Registered<Initializer> registered_ones =
    registered<Initializer, Ones, OnesOptions>("keras.initializers", "Ones", {"one"});
const Registered<Initializer> registered_constant =
    registered<Initializer, Constant, ConstantOptions>("keras.initializers", "Constant");
const Registered<Initializer> registered_random_normal =
    registered<Initializer, RandomNormal, RandomNormalOptions>("keras.initializers", "RandomNormal",
                                                               {"normal"});
const Registered<Initializer> registered_truncated_normal =
    registered<Initializer, TruncatedNormal, RandomNormalOptions>("keras.initializers",
                                                                  "TruncatedNormal");
const Registered<Initializer> registered_random_uniform =
    registered<Initializer, RandomUniform, RandomUniformOptions>("keras.initializers",
                                                                 "RandomUniform", {"uniform"});
const Registered<Initializer> registered_variance_scaling =
    registered<Initializer, VarianceScaling, VarianceScalingOptions>("keras.initializers",
                                                                     "VarianceScaling");
const Registered<Initializer> registered_glorot_uniform =
    registered<Initializer, GlorotUniform, SeedOptions>("keras.initializers", "GlorotUniform");
const Registered<Initializer> registered_glorot_normal =
    registered<Initializer, GlorotNormal, SeedOptions>("keras.initializers", "GlorotNormal");
const Registered<Initializer> registered_he_uniform =
    registered<Initializer, HeUniform, SeedOptions>("keras.initializers", "HeUniform");
const Registered<Initializer> registered_he_normal =
    registered<Initializer, HeNormal, SeedOptions>("keras.initializers", "HeNormal");
const Registered<Initializer> registered_lecun_uniform =
    registered<Initializer, LecunUniform, SeedOptions>("keras.initializers", "LecunUniform");
const Registered<Initializer> registered_lecun_normal =
    registered<Initializer, LecunNormal, SeedOptions>("keras.initializers", "LecunNormal");
const Registered<Initializer> registered_identity =
    registered<Initializer, Identity, IdentityOptions>("keras.initializers", "Identity",
                                                       {"IdentityInitializer"});
const Registered<Initializer> registered_orthogonal =
    registered<Initializer, Orthogonal, OrthogonalOptions>("keras.initializers", "Orthogonal",
                                                           {"OrthogonalInitializer"});
const Registered<Initializer> registered_stft =
    registered<Initializer, STFT, STFTOptions>("keras.initializers", "STFT", {"STFTInitializer"});

}  // namespace keras::initializers
