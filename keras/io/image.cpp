#include "keras/io/image.hpp"

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

bool begins_with(Bytes file, std::string_view signature) {
  return text_of(file.first(std::min(file.size(), signature.size()))) == signature;
}

/// What a file that cannot be read is, by its first bytes.
std::string_view kind_of(Bytes file) {
  constexpr std::pair<std::string_view, std::string_view> kinds[] = {
      {"GIF8", "GIF"}, {"BM", "BMP"}, {"RIFF", "WebP"}, {"II*", "TIFF"}, {"MM", "TIFF"}};
  for (const auto& [signature, kind] : kinds)
    if (begins_with(file, signature)) return kind;
  return "unknown";
}

}  // namespace

bool is_png(Bytes file) { return begins_with(file, "\x89PNG\r\n\x1a\n"); }
bool is_jpeg(Bytes file) { return begins_with(file, "\xff\xd8\xff"); }

Image read_image(Bytes file, ImageLimits limits) {
  if (is_png(file)) return read_png(file, limits);
  if (is_jpeg(file)) return read_jpeg(file, limits);
  fail("an image must be a PNG or JPEG file; received a file of kind ", kind_of(file));
}

void check_image_size(std::int64_t height, std::int64_t width, ImageLimits limits) {
  if (height < 1 || width < 1 || height > limits.pixels / width)
    fail("an image must have at most ", limits.pixels, " pixels; received ", height, " x ", width);
}

}  // namespace keras::io
