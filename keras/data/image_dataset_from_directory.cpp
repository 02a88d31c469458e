#include "keras/data/image_dataset_from_directory.hpp"

#include <algorithm>

#include "keras/core/data_format.hpp"
#include "keras/data/directory.hpp"
#include "keras/data/picture.hpp"
#include "keras/io/file.hpp"
#include "keras/ops/resample.hpp"

namespace keras::utils {
namespace {

constexpr const char* where = "utils.image_dataset_from_directory";

/// An image of numbers: (height, width, channels).
struct Pixels {
  std::int64_t height = 0, width = 0, channels = 0;
  std::vector<float> values = {};
};

Pixels pixels_of(const io::Image& image) {
  return {image.height, image.width, image.channels, {image.pixels.begin(), image.pixels.end()}};
}

/// The part `window` of an image; outside of it there is black.
Pixels cut(const Pixels& image, const ops::Window& window) {
  Pixels result = {window.height, window.width, image.channels, {}};
  result.values.resize(static_cast<std::size_t>(window.height * window.width * image.channels));
  const auto left = std::max<std::int64_t>(0, window.left);
  const auto right = std::min(image.width, window.left + window.width);
  for (std::int64_t row = 0; row < window.height; ++row) {
    const auto from = row + window.top;
    if (from < 0 || from >= image.height) continue;
    std::copy(image.values.begin() + (from * image.width + left) * image.channels,
              image.values.begin() + (from * image.width + right) * image.channels,
              result.values.begin() + (row * window.width + left - window.left) * image.channels);
  }
  return result;
}

/// Lines of `from` places, `inner` numbers each, become lines of `to` places.
std::vector<float> lines(const std::vector<float>& values, std::int64_t outer, std::int64_t from,
                         std::int64_t to, std::int64_t inner, const std::string& interpolation) {
  const auto weights = ops::line_weights(from, to, interpolation, false);
  std::vector<float> result(static_cast<std::size_t>(outer * to * inner));
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t i = 0; i < from; ++i) {
      const auto* source = values.data() + (o * from + i) * inner;
      for (std::int64_t j = 0; j < to; ++j) {
        const auto weight = weights[static_cast<std::size_t>(i * to + j)];
        if (weight == 0) continue;
        auto* target = result.data() + (o * to + j) * inner;
        for (std::int64_t k = 0; k < inner; ++k) target[k] += weight * source[k];
      }
    }
  }
  return result;
}

Pixels resized(const Pixels& image, const Shape& target, const std::string& interpolation) {
  auto result = image;
  result.height = target[0], result.width = target[1];
  const auto inner = image.width * image.channels;
  if (image.height != target[0])
    result.values = lines(result.values, 1, image.height, target[0], inner, interpolation);
  if (image.width != target[1])
    result.values =
        lines(result.values, target[0], image.width, target[1], image.channels, interpolation);
  return result;
}

/// (channels, height, width).
Tensor with_channels_first(const Pixels& image) {
  std::vector<float> values;
  for (std::int64_t c = 0; c < image.channels; ++c)
    for (std::int64_t i = 0; i < image.height * image.width; ++i)
      values.push_back(image.values[static_cast<std::size_t>(i * image.channels + c)]);
  return Tensor(values, {image.channels, image.height, image.width});
}

Shape size_of(const Integers& image_size) {
  const auto& list = image_size.list();
  const int height = list.at(0), width = image_size.single() ? height : list.back();
  if ((!image_size.single() && list.size() != 2) || height < 1 || width < 1)
    fail(where, ": image_size must be {height, width}, both positive; received image_size=",
         to_value(image_size));
  return {height, width};
}

void check_options(const ImageDatasetOptions& options) {
  static const std::vector<std::string> known = {"bilinear", "nearest", "bicubic", "lanczos3",
                                                 "lanczos5"};
  if (std::find(known.begin(), known.end(), options.interpolation) == known.end())
    fail(where, ": unknown interpolation ", keras::quoted(options.interpolation),
         suggestion(options.interpolation, known));
  if (options.crop_to_aspect_ratio && options.pad_to_aspect_ratio)
    fail(where, ": only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be true; received ",
         "both");
  if (options.format != "tf" && options.format != "grain")
    fail(where,
         ": format must be 'tf' or 'grain'; received format=", keras::quoted(options.format));
}

/// How one file is read.
struct ImageLoader {
  std::int64_t channels;
  Shape size;
  bool crop, pad, channels_first;
  std::string interpolation;

  Tensor operator()(const std::string& path) const {
    auto image =
        pixels_of(data::with_channels(io::read_image(io::read_file(path).bytes()), channels));
    const Shape sides = {image.height, image.width};
    if (crop) image = cut(image, ops::centered_window(sides, size));
    if (pad) image = cut(image, ops::framed_window(sides, size));
    image = resized(image, size, interpolation);
    return channels_first ? with_channels_first(image)
                          : Tensor(image.values, {image.height, image.width, image.channels});
  }
};

}  // namespace

Dataset image_dataset_from_directory(const std::string& directory, ImageDatasetOptions options) {
  check_options(options);
  const ImageLoader load{data::channels_of(options.color_mode, where),
                         size_of(options.image_size),
                         options.crop_to_aspect_ratio,
                         options.pad_to_aspect_ratio,
                         has_channels_first(options.data_format, where),
                         options.interpolation};
  const data::Directory folder = {.where = where,
                                  .path = directory,
                                  .labels = options.labels,
                                  .label_mode = options.label_mode,
                                  .class_names = options.class_names,
                                  .shuffle = options.shuffle,
                                  .seed = options.seed,
                                  .validation_split = options.validation_split,
                                  .subset = options.subset,
                                  .follow_links = options.follow_links,
                                  .verbose = options.verbose,
                                  .endings = {".bmp", ".gif", ".jpeg", ".jpg", ".png"}};
  return data::dataset_of(data::files_of(folder), folder, options.batch_size, load);
}

}  // namespace keras::utils
