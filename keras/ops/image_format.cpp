#include "keras/ops/image_format.hpp"

#include "keras/core/data_format.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::ops::image {

ImageFormat::ImageFormat(const char* where, const Tensor& images,
                         const std::optional<std::string>& data_format)
    : one_(images.rank() == 3) {
  if (images.rank() != 3 && images.rank() != 4)
    fail(where, ": images must have 3 or 4 axes; received shape ", images.shape());
  first_ = has_channels_first(data_format, where);
}

int ImageFormat::channels_axis() const { return (one_ ? 0 : 1) + (first_ ? 0 : 2); }

int ImageFormat::height_axis() const { return (one_ ? 0 : 1) + (first_ ? 1 : 0); }

Tensor ImageFormat::batch(const Tensor& images) const {
  const auto all = one_ ? expand_dims(images, 0) : images;
  return first_ ? moveaxis(all, 1, -1) : all;
}

Tensor ImageFormat::restored(const Tensor& batch) const {
  const auto all = first_ ? moveaxis(batch, -1, 1) : batch;
  return one_ ? squeeze(all, {.axis = 0}) : all;
}

}  // namespace keras::ops::image
