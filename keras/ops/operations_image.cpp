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
      operation<extract_patches_3d>("image.extract_patches_3d", "", {"volumes", "size"}),
      operation<resize>("image.resize", "Resize", {"images", "size"}),
      operation<scale_and_translate>(
          "image.scale_and_translate", "ScaleAndTranslate",
          {"images", "output_shape", "scale", "translation", "spatial_dims", "method"},
          {.called = {"output_shape"}}),
      operation<affine_transform>("image.affine_transform", "AffineTransform",
                                  {"images", "transform"}),
      operation<perspective_transform>("image.perspective_transform", "PerspectiveTransform",
                                       {"images", "start_points", "end_points"}),
      operation<map_coordinates>("image.map_coordinates", "MapCoordinates",
                                 {"inputs", "coordinates", "order"}),
      operation<gaussian_blur>("image.gaussian_blur", "GaussianBlur", {"images"}),
      operation<sobel_edges>("image.sobel_edges", "SobelEdges", {"images"}),
      operation<ssim>("image.ssim", "SSIM", {"image1", "image2"}),
  };
}

}  // namespace keras::ops
