// keras.random
#pragma once
#include <optional>

#include "keras/core/settings.hpp"
#include "keras/graph/tensor.hpp"
#include "keras/random/seed_generator.hpp"

namespace keras::random {

struct UniformOptions {
  double minval = 0.0, maxval = 1.0;
  std::optional<DType> dtype = {};  ///< `config::floatx()` by default.
  Seed seed = {};
};
/// Numbers from [minval, maxval), each equally likely.
Tensor uniform(Shape shape, UniformOptions options = {});

struct NormalOptions {
  double mean = 0.0, stddev = 1.0;
  std::optional<DType> dtype = {};
  Seed seed = {};
};
/// Normally distributed numbers.
Tensor normal(Shape shape, NormalOptions options = {});
/// Normally distributed numbers within two standard deviations.
Tensor truncated_normal(Shape shape, NormalOptions options = {});

struct RandintOptions {
  DType dtype = "int32";
  Seed seed = {};
};
/// Whole numbers from [minval, maxval).
Tensor randint(Shape shape, int minval, int maxval, RandintOptions options = {});

struct ShuffleOptions {
  int axis = 0;
  Seed seed = {};
};
/// `x` with the places along `axis` in random order.
Tensor shuffle(const Tensor& x, ShuffleOptions options = {});

struct DropoutOptions {
  std::optional<Shape> noise_shape = {};  ///< Broadcast to x: what is dropped together.
  Seed seed = {};
};
/// `x` with elements set to 0 with probability `rate`, the others divided by 1 - rate.
Tensor dropout(const Tensor& inputs, double rate, DropoutOptions options = {});

struct CategoricalOptions {
  DType dtype = "int32";
  Seed seed = {};
};
/// `num_samples` classes for each row of `logits` (rows, classes), by their probabilities: (rows,
/// num_samples). A vector is one row and gives a vector.
Tensor categorical(const Tensor& logits, int num_samples, CategoricalOptions options = {});

struct SampleOptions {
  std::optional<DType> dtype = {};  ///< float32 by default.
  Seed seed = {};
};
/// Numbers from the gamma distribution of the shape `alpha`, which broadcasts to `shape`, and the
/// scale 1. No gradient flows to `alpha`.
Tensor gamma(Shape shape, const Tensor& alpha, SampleOptions options = {});
/// Numbers of [0, 1] from the beta distribution.
Tensor beta(Shape shape, const Tensor& alpha, const Tensor& beta, SampleOptions options = {});
/// How many of `counts` trials succeed, each with the probability `probabilities`.
Tensor binomial(Shape shape, const Tensor& counts, const Tensor& probabilities,
                SampleOptions options = {});

/// 0, ..., count - 1 in random order, as int32.
Tensor permutation(std::int64_t count, Seed seed = {});

}  // namespace keras::random
