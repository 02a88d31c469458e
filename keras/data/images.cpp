#include "keras/data/images.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "keras/core/data_format.hpp"
#include "keras/data/picture.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::utils {
namespace {

using data::Box;

/// The largest part in the middle of `image` with the proportions of the target.
Box middle(const io::Image& image, std::int64_t height, std::int64_t width) {
  const auto rows = std::min(image.height, image.width * height / width);
  const auto columns = std::min(image.width, image.height * width / height);
  return {(image.height - rows) / 2, (image.width - columns) / 2, rows, columns};
}

io::Image resized(const io::Image& image, const LoadImgOptions& options) {
  const auto& size = options.target_size->list();
  if (size.size() != 2 || size[0] < 1 || size[1] < 1)
    fail(
        "utils.load_img: target_size must be {height, width}, both positive; received "
        "target_size=",
        to_value(*options.target_size));
  if (image.height == size[0] && image.width == size[1]) return image;
  const auto box = options.keep_aspect_ratio ? middle(image, size[0], size[1])
                                             : Box{0, 0, image.height, image.width};
  return data::resampled(image, box, size[0], size[1], options.interpolation);
}

std::string format_of(const std::string& path, const SaveImgOptions& options) {
  auto extension = std::filesystem::path(path).extension().string();
  if (!extension.empty()) extension.erase(0, 1);
  auto format = options.file_format.value_or(extension);
  std::transform(format.begin(), format.end(), format.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (format == "jpg") format = "jpeg";
  if (format != "png" && format != "jpeg")
    fail("utils.save_img: file_format must be 'png' or 'jpeg'; received file_format=",
         keras::quoted(format));
  return format;
}

/// `values` as 8-bit numbers, spread over the range when `scale` says so.
template <class T>
std::vector<std::uint8_t> pixels_of(std::span<const T> values, bool scale) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const T offset = scale ? *least : T{0}, range = *most - *least;
  std::vector<std::uint8_t> pixels;
  for (const T value : values) {
    T pixel = value - offset;
    if (scale) pixel = (range != 0 ? pixel / range : pixel) * 255;
    if (!(pixel > -1 && pixel < 256))
      fail("utils.array_to_img: values must be in [0, 256) unless scale is true; received ", value);
    pixels.push_back(static_cast<std::uint8_t>(pixel));
  }
  return pixels;
}

}  // namespace

Tensor load_img(const std::string& path, LoadImgOptions options) {
  const auto channels = data::channels_of(options.color_mode, "utils.load_img");
  return io::naming(path, [&] {
    const auto image = data::with_channels(io::read_image(io::read_file(path).bytes()), channels);
    return data::tensor_of(options.target_size ? resized(image, options) : image);
  });
}

Tensor array_to_img(const Tensor& x, ArrayToImgOptions options) {
  if (x.rank() != 3)
    fail("utils.array_to_img: an image must have 3 axes; received shape ", x.shape());
  const auto dtype = options.dtype.value_or("float32");
  if (dtype != "float32" && dtype != "float64")
    fail("utils.array_to_img: dtype must be float32 or float64; received dtype=", dtype);
  const bool first = has_channels_first(options.data_format, "utils.array_to_img");
  const auto image = ops::cast(first ? ops::transpose(x, {.axes = {1, 2, 0}}) : x, dtype);
  const auto channels = image.shape(2);
  if (channels != 1 && channels != 3 && channels != 4)
    fail("utils.array_to_img: an image must have 1, 3 or 4 channels; received shape ", x.shape());
  if (image.size() == 0)
    fail("utils.array_to_img: an image must have pixels; received shape ", x.shape());
  return Tensor(dtype == "float64" ? pixels_of(image.data<double>(), options.scale)
                                   : pixels_of(image.data<float>(), options.scale),
                image.shape());
}

void save_img(const std::string& path, const Tensor& x, SaveImgOptions options) {
  const auto format = format_of(path, options);
  auto image =
      data::image_of(array_to_img(x, {.data_format = options.data_format, .scale = options.scale}));
  if (format == "jpeg" && image.channels == 4) {
    std::fprintf(stderr, "warning: utils.save_img: JPEG has no alpha; it is left out\n");
    image = data::with_channels(image, 3);
  }
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code ignored;  // writing says what is wrong with the folder
  if (!folder.empty()) std::filesystem::create_directories(folder, ignored);
  io::write_atomically(path, format == "png" ? io::write_png(image) : io::write_jpeg(image));
}

Tensor img_to_array(const Tensor& img, ImgToArrayOptions options) {
  if (img.rank() != 2 && img.rank() != 3)
    fail("utils.img_to_array: an image must have 2 or 3 axes; received shape ", img.shape());
  const bool first = has_channels_first(options.data_format, "utils.img_to_array");
  const auto image = img.rank() == 2 ? ops::expand_dims(img, -1) : img;
  return ops::cast(first ? ops::transpose(image, {.axes = {2, 0, 1}}) : image,
                   options.dtype.value_or("float32"));
}

}  // namespace keras::utils
