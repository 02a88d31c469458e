#include "keras/random/elastic_transform.hpp"

#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/image_filter.hpp"
#include "keras/ops/image_format.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/sample.hpp"

namespace keras::ops::image {

int kernel_size_of(double sigma) { return static_cast<int>(6 * sigma) | 1; }

Tensor bent(const Tensor& images, const Tensor& alpha, const Tensor& sigma, int size,
            const ElasticOptions& options) {
  const auto weights = normal_weights(size, sigma);
  const Shape planes = {images.shape(0), images.shape(1), images.shape(2), 2};
  const auto noise = random::normal(planes, {.seed = options.seed}) * sigma;
  const auto moves = unstack(alpha * filtered(noise, weights, weights, "same"), {.axis = -1});
  const auto numbers = [&](int axis, const Shape& shape) {
    return reshape(arange(images.shape(axis)), shape);
  };
  const AxisPlaces rows = {numbers(1, {-1, 1}) + moves[0]}, columns = {numbers(2, {-1}) + moves[1]};
  return sampled(images, {{numbers(0, {-1, 1, 1}), true}, rows, columns},
                 {order_of("ops.image.elastic_transform", options.interpolation), options.fill_mode,
                  options.fill_value});
}

Tensor elastic_transform(const Tensor& images, ElasticOptions options) {
  constexpr auto where = "ops.image.elastic_transform";
  if (any_symbolic(images))
    fail(where, ": it cannot be called on symbolic tensors; use layers.RandomElasticTransform");
  expect_fill_mode(where, options.fill_mode);
  if (options.sigma <= 0 || !images.dtype().is_floating())
    fail(where, ": sigma must be positive and images floats; received sigma=", options.sigma,
         " and dtype ", images.dtype());
  const ImageFormat format(where, images, options.data_format);
  return format.restored(bent(format.batch(images), options.alpha, options.sigma,
                              kernel_size_of(options.sigma), options));
}

}  // namespace keras::ops::image
