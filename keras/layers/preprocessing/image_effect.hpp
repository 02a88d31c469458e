// Internal: what the layers of image_effects.hpp share, for their sources.
#pragma once
#include <utility>

#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/layers/preprocessing/image_effects.hpp"
#include "keras/layers/preprocessing/value_range.hpp"

namespace keras::layers {

/// A layer whose factors lie in [least, 1]. `keeps`: whether whole numbers stay so outside of
/// training.
template <class Options, bool keeps>
struct ImageEffect : ImageAugmentation<Options> {
  using ImageAugmentation<Options>::options;

  ImageEffect(const char* name, Options o, double least = 0)
      : ImageAugmentation<Options>(name, std::move(o)) {
    if constexpr (requires { options.factor; }) settle("factor", options.factor, least);
    if constexpr (requires { options.scale.low(); }) settle("scale", options.scale, 0);
    if constexpr (requires { options.sigma; }) options.sigma = options.sigma.around_zero(0);
  }
  bool keeps_whole_numbers() const override { return keeps; }

  /// Whether each image is changed at all, where the factor is a probability: (batch, 1, 1, 1).
  Tensor chosen(const Tensor& images) const {
    return this->draw(images, 0, 1) < this->draw(images, options.factor);
  }
  Tensor clipped(const Tensor& images) const {
    return ops::clip(images, options.value_range.first, options.value_range.second);
  }

 private:
  void settle(const char* argument, Factor& factor, double least) const {
    this->check_factor(argument, factor, least, 1);
    factor = factor.around_zero(least);
  }
};

/// The options of part `number` of a layer: of its dtype and format, with a seed of its own.
template <class Part, class Options>
Part like_part(Part part, const Options& whole, int number) {
  if constexpr (requires { part.seed; })
    if (whole.seed) part.seed = *whole.seed + number;
  part.dtype = whole.dtype;
  part.bounding_box_format = whole.bounding_box_format;
  return part;
}

/// Where a rectangle of these shares of the height and of the width covers each image, at a random
/// place.
template <class Augmentation>
Tensor covered(const Augmentation& layer, const Tensor& images, const Tensor& height,
               const Tensor& width) {
  const auto along = [&](int axis, const Tensor& share, const Shape& shape) {
    const auto length = static_cast<double>(images.shape(axis));
    const auto first = layer.draw(images, 0, 1) * (length - share * length);
    const auto place = ops::reshape(ops::arange(images.shape(axis)), shape);
    return ops::logical_and(place >= first, place < first + share * length);
  };
  return ops::logical_and(along(1, height, {1, -1, 1, 1}), along(2, width, {1, 1, -1, 1}));
}

}  // namespace keras::layers
