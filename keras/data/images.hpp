// Images as tensors, and their files.
#pragma once
#include <optional>
#include <string>

#include "keras/core/integers.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::utils {

/// Arguments of `load_img`, in the order of keras.utils.load_img.
struct LoadImgOptions {
  std::string color_mode = "rgb";            ///< "rgb", "rgba" or "grayscale".
  std::optional<Integers> target_size = {};  ///< {height, width}; by default that of the file.
  std::string interpolation = "nearest";  ///< "bilinear", "bicubic", "lanczos", "box", "hamming".
  bool keep_aspect_ratio = false;         ///< Whether to cut instead of distorting.
};
/// The image of a PNG or JPEG file: (height, width, channels) uint8. Colors and sizes are changed
/// as Pillow does. An error names the file and what is wrong with it, also for other kinds of
/// files (GIF, BMP) and for 16 bits of gray.
///
///     const auto image = utils::load_img("cat.png", {.target_size = {{224, 224}}});
///
/// https://keras.io/api/data_loading/image#load_img-function
Tensor load_img(const std::string& path, LoadImgOptions options = {});

/// Arguments of `save_img`, in the order of keras.utils.save_img.
struct SaveImgOptions {
  std::optional<std::string> data_format = {};  ///< "channels_last" by default.
  std::optional<std::string> file_format = {};  ///< "png" or "jpeg"; by default from the path.
  bool scale = true;                            ///< As in `array_to_img`.
};
/// Writes an image (height, width, channels) of 1, 3 or 4 channels as a PNG or JPEG file; JPEG
/// leaves out the fourth. Folders of the path are made.
void save_img(const std::string& path, const Tensor& x, SaveImgOptions options = {});

/// Arguments of `array_to_img`, in the order of keras.utils.array_to_img.
struct ArrayToImgOptions {
  std::optional<std::string> data_format = {};
  bool scale = true;                ///< Whether the least number becomes 0 and the largest 255.
  std::optional<DType> dtype = {};  ///< What is computed in: float32 (the default) or float64.
};
/// Numbers (height, width, channels) as an image: uint8. Without `scale` they must be in [0, 256).
Tensor array_to_img(const Tensor& x, ArrayToImgOptions options = {});

/// Arguments of `img_to_array`, in the order of keras.utils.img_to_array.
struct ImgToArrayOptions {
  std::optional<std::string> data_format = {};  ///< Of the result: "channels_last" by default.
  std::optional<DType> dtype = {};              ///< float32 by default.
};
/// An image (height, width, channels) or (height, width) as numbers with an axis of channels.
Tensor img_to_array(const Tensor& img, ImgToArrayOptions options = {});

}  // namespace keras::utils
