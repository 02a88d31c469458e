#include "keras/ops/image.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> image_operations() {
  using namespace image;
  return {
      operation<rgb_to_grayscale>("image.rgb_to_grayscale", "RGBToGrayscale", {"images"}),
      operation<rgb_to_hsv>("image.rgb_to_hsv", "RGBToHSV", {"images"}),
      operation<hsv_to_rgb>("image.hsv_to_rgb", "HSVToRGB", {"images"}),
      operation<pad_images>("image.pad_images", "PadImages", {"images"}),
      operation<crop_images>("image.crop_images", "CropImages", {"images"}),
      operation<extract_patches>("image.extract_patches", "ExtractPatches", {"images", "size"}),
  };
}

}  // namespace keras::ops
