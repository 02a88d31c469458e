// Internal: what pictures go through between a file and a tensor.
#pragma once
#include <array>
#include <optional>
#include <string>

#include "keras/graph/tensor.hpp"
#include "keras/io/image.hpp"

namespace keras::data {

/// "rgb" has 3 channels, "rgba" 4, "grayscale" 1; an error that names `where` for anything else.
std::int64_t channels_of(const std::string& color_mode, const char* where);

/// `image` with so many channels, converted as Pillow does.
io::Image with_channels(const io::Image& image, std::int64_t channels);

/// A part of an image.
struct Box {
  std::int64_t top = 0, left = 0, height = 0, width = 0;
};

/// The part `box` of `image` with another height and width, as Pillow's `Image.resize` does; an
/// error for an unknown interpolation.
io::Image resampled(const io::Image& image, const Box& box, std::int64_t height, std::int64_t width,
                    const std::string& interpolation);

/// (height, width, channels) uint8.
Tensor tensor_of(const io::Image& image);
io::Image image_of(const Tensor& tensor);

}  // namespace keras::data
