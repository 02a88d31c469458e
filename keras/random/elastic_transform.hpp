// keras.ops.image: what draws random numbers.
#pragma once
#include <optional>
#include <string>

#include "keras/random/random.hpp"

namespace keras::ops::image {

struct ElasticOptions {
  double alpha = 20;                       ///< How far pixels move, as a multiple of `sigma`.
  double sigma = 5;                        ///< In pixels: how far neighbours move together.
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::string fill_mode = "reflect";       ///< or "constant", "nearest", "wrap", "mirror"
  double fill_value = 0;                   ///< Outside, where the mode is "constant".
  random::Seed seed = {};
  std::optional<std::string> data_format = {};
};
/// Images bent at random (Simard et al. 2003).
Tensor elastic_transform(const Tensor& images, ElasticOptions options = {});

// Internal: the same where the strength is only known when it runs.

/// `images` (batch, height, width, channels) bent with scalars `alpha` and `sigma`, by a kernel of
/// `size` pixels.
Tensor bent(const Tensor& images, const Tensor& alpha, const Tensor& sigma, int size,
            const ElasticOptions& options);
/// How many pixels a kernel of that deviation needs: an odd number.
int kernel_size_of(double sigma);

}  // namespace keras::ops::image
