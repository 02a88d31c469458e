// keras.ops.image: images (batch, height, width, channels), or one without the batch.
#pragma once
#include <optional>
#include <string>
#include <utility>

#include "keras/core/axes.hpp"
#include "keras/core/sizes.hpp"
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
  std::optional<Sizes> strides = {};  ///< The size by default.
  Sizes dilation_rate = 1;
  std::string padding = "valid";  ///< "valid" or "same".
  std::optional<std::string> data_format = {};
};
/// Each patch of images as the channels of one place: (batch, rows, columns, size * channels). A
/// size of three numbers is that of patches of volumes.
Tensor extract_patches(const Tensor& images, Sizes size, PatchesOptions options = {});
/// The same of volumes (batch, depth, height, width, channels), or one without the batch.
Tensor extract_patches_3d(const Tensor& volumes, Sizes size, PatchesOptions options = {});

struct ResizeOptions {
  std::string interpolation = "bilinear";  ///< or "nearest", "bicubic", "lanczos3", "lanczos5"
  bool antialias = false;                  ///< Whether what becomes smaller is averaged.
  bool crop_to_aspect_ratio = false;       ///< Whether borders are cut off, not squeezed in.
  bool pad_to_aspect_ratio = false;        ///< Whether margins are added, not stretched away.
  std::string fill_mode = "constant";      ///< Must be "constant".
  double fill_value = 0;                   ///< Of margins.
  std::optional<std::string> data_format = {};
};
/// Images with the height and the width of `size`.
///
///     ops::image::resize(photos, {224, 224}, {.interpolation = "bicubic", .antialias = true})
Tensor resize(const Tensor& images, std::pair<int, int> size, ResizeOptions options = {});

struct ScaleOptions {
  bool antialias = true;  ///< Whether what becomes smaller is averaged.
};
/// `images` of any axes, of which `spatial_dims` are multiplied by `scale` and then moved by
/// `translation`, a number of each for each of them; 0 where that leaves nothing. `method` is
/// "linear", "bilinear", "trilinear", "triangle", "cubic", "bicubic", "tricubic", "lanczos3" or
/// "lanczos5".
Tensor scale_and_translate(const Tensor& images, Shape output_shape, const Tensor& scale,
                           const Tensor& translation, Axes spatial_dims, const std::string& method,
                           ScaleOptions options = {});

struct AffineOptions {
  std::string interpolation = "bilinear";  ///< or "nearest"
  std::string fill_mode = "constant";      ///< or "nearest", "wrap", "mirror", "reflect"
  double fill_value = 0;                   ///< Outside, where the mode is "constant".
  std::optional<std::string> data_format = {};
};
/// Images whose pixel (x, y) is read at (a0 x + a1 y + a2, b0 x + b1 y + b2), where `transform` is
/// (a0, a1, a2, b0, b1, b2, c0, c1), or one of that for each image. As in Keras c0 and c1 move the
/// place by their products with the number of the channel: (y, x) by (c0, c1).
Tensor affine_transform(const Tensor& images, const Tensor& transform, AffineOptions options = {});

struct PerspectiveOptions {
  std::string interpolation = "bilinear";  ///< or "nearest"
  double fill_value = 0;                   ///< Outside of images.
  std::optional<std::string> data_format = {};
};
/// Images seen from elsewhere: the corners `start_points`, (4, 2) or (batch, 4, 2) of x and y, come
/// to lie at `end_points`.
Tensor perspective_transform(const Tensor& images, const Tensor& start_points,
                             const Tensor& end_points, PerspectiveOptions options = {});

struct CoordinatesOptions {
  std::string fill_mode = "constant";  ///< or "nearest", "wrap", "mirror", "reflect"
  double fill_value = 0;               ///< Outside, where the mode is "constant".
};
/// `inputs` read at `coordinates` (axes of inputs, ...), between elements linearly (order 1) or at
/// the nearest one (order 0).
Tensor map_coordinates(const Tensor& inputs, const Tensor& coordinates, int order,
                       CoordinatesOptions options = {});

struct BlurOptions {
  std::pair<int, int> kernel_size = {3, 3};  ///< Columns and rows, as Keras takes them.
  std::pair<double, double> sigma = {1, 1};  ///< The standard deviations along both.
  std::optional<std::string> data_format = {};
};
/// Each pixel as the mean of those around it, weighted by a normal distribution.
Tensor gaussian_blur(const Tensor& images, BlurOptions options = {});

/// The slopes of images (batch, height, width, channels) downwards and to the right, along a new
/// last axis (Sobel's operator).
Tensor sobel_edges(const Tensor& images, FormatOptions options = {});

struct SsimOptions {
  double max_val = 1;  ///< The largest value that a pixel can have.
  int filter_size = 11;
  double filter_sigma = 1.5;
  double k1 = 0.01, k2 = 0.03;
  std::optional<std::string> data_format = {};
};
/// How similar two images are in structure, 1 for equal ones (Wang et al. 2004); one number for
/// each pair.
Tensor ssim(const Tensor& image1, const Tensor& image2, SsimOptions options = {});

}  // namespace keras::ops::image
