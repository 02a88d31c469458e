#include "keras/data/picture.hpp"

#include <cstring>

#include "keras/core/error.hpp"

namespace keras::data {
namespace {

/// The brightness of a color (ITU-R 601-2, in 16-bit fixed point).
std::uint8_t luma(const std::uint8_t* rgb) {
  return static_cast<std::uint8_t>((rgb[0] * 19595 + rgb[1] * 38470 + rgb[2] * 7471 + 0x8000) >>
                                   16);
}

/// One pixel of `from` channels as one of `to`.
void convert(const std::uint8_t* pixel, std::int64_t from, std::uint8_t* out, std::int64_t to) {
  const bool colored = from >= 3, has_alpha = from == 2 || from == 4;
  if (to == 1) {
    out[0] = colored ? luma(pixel) : pixel[0];
    return;
  }
  for (int c = 0; c < 3; ++c) out[c] = pixel[colored ? c : 0];
  if (to == 4) out[3] = has_alpha ? pixel[from - 1] : std::uint8_t{255};
}

}  // namespace

std::int64_t channels_of(const std::string& color_mode, const char* where) {
  if (color_mode == "rgb") return 3;
  if (color_mode == "rgba") return 4;
  if (color_mode == "grayscale") return 1;
  fail(where, ": color_mode must be 'rgb', 'rgba' or 'grayscale'; received color_mode=",
       keras::quoted(color_mode));
}

io::Image with_channels(const io::Image& image, std::int64_t channels) {
  if (image.channels == channels) return image;
  io::Image result = {image.height, image.width, channels, {}};
  const auto count = image.height * image.width;
  result.pixels.resize(static_cast<std::size_t>(count * channels));
  for (std::int64_t i = 0; i < count; ++i)
    convert(image.pixels.data() + i * image.channels, image.channels,
            result.pixels.data() + i * channels, channels);
  return result;
}

Tensor tensor_of(const io::Image& image) {
  return Tensor(image.pixels, {image.height, image.width, image.channels});
}

io::Image image_of(const Tensor& tensor) {
  const auto pixels = tensor.data<std::uint8_t>();
  return {tensor.shape(0), tensor.shape(1), tensor.shape(2), {pixels.begin(), pixels.end()}};
}

}  // namespace keras::data
