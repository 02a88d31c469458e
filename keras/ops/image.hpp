// keras.ops.image: images (batch, height, width, channels), or one without the batch.
#pragma once
#include <optional>
#include <string>

#include "keras/core/integers.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops::image {

struct FormatOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" by default.
};
/// One channel, weighted as the eye does.
Tensor rgb_to_grayscale(const Tensor& images, FormatOptions options = {});
/// Hue, saturation and value, all of them in [0, 1].
Tensor rgb_to_hsv(const Tensor& images, FormatOptions options = {});
Tensor hsv_to_rgb(const Tensor& images, FormatOptions options = {});

struct PadImagesOptions {
  std::optional<int> top_padding = {}, left_padding = {}, bottom_padding = {}, right_padding = {};
  std::optional<int> target_height = {}, target_width = {};
  std::optional<std::string> data_format = {};
};
/// Zeros around images; of both sides and the target, two must be given along each axis.
Tensor pad_images(const Tensor& images, PadImagesOptions options = {});
struct CropImagesOptions {
  std::optional<int> top_cropping = {}, left_cropping = {}, bottom_cropping = {},
                     right_cropping = {};
  std::optional<int> target_height = {}, target_width = {};
  std::optional<std::string> data_format = {};
};
/// Images without their borders; of both sides and the target, two must be given along each axis.
Tensor crop_images(const Tensor& images, CropImagesOptions options = {});

struct PatchesOptions {
  std::optional<Integers> strides = {};  ///< The size by default.
  int dilation_rate = 1;
  std::string padding = "valid";  ///< Must be "valid".
  std::optional<std::string> data_format = {};
};
/// Each patch of images as the channels of one place: (batch, rows, columns, size * channels).
Tensor extract_patches(const Tensor& images, Integers size, PatchesOptions options = {});

}  // namespace keras::ops::image
