// Pictures in files: PNG and JPEG.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "keras/io/bytes.hpp"

namespace keras::io {

/// 8 bits a channel: 1 gray, 2 gray and alpha, 3 red, green and blue, 4 these and alpha.
struct Image {
  std::int64_t height = 0, width = 0, channels = 0;
  std::vector<std::uint8_t> pixels = {};  ///< (height, width, channels)
};

struct ImageLimits {
  std::int64_t pixels = std::int64_t{1} << 28;
};

/// The picture in a PNG or JPEG file. Other kinds are errors that name what the file is, and so are
/// pictures with 16 bits of gray or with CMYK colors.
Image read_image(Bytes file, ImageLimits limits = {});

// The two formats by themselves; `read_image` chooses.
bool is_png(Bytes file);
bool is_jpeg(Bytes file);
Image read_png(Bytes file, ImageLimits limits = {});
Image read_jpeg(Bytes file, ImageLimits limits = {});

/// `image` as a PNG file.
std::vector<std::byte> write_png(const Image& image);
/// `image` (1 or 3 channels) as a JPEG file; `quality` is 1 to 100.
std::vector<std::byte> write_jpeg(const Image& image, int quality = 75);

/// An error for what nobody wants to hold in memory.
void check_image_size(std::int64_t height, std::int64_t width, ImageLimits limits);

}  // namespace keras::io
