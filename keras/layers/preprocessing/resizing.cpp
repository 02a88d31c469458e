#include "keras/layers/preprocessing/resizing.hpp"

#include <algorithm>
#include <cmath>

#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/ops/image.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/resample.hpp"

namespace keras::layers {
namespace {

template <class Options>
void check_sides(const char* name, const Options& options) {
  if (options.height < 1 || options.width < 1)
    fail("layers.", name, ": height and width must be positive; received height=", options.height,
         ", width=", options.width);
}

/// Height and width of images.
Shape sides(const Tensor& images) { return {images.shape(1), images.shape(2)}; }

struct ResizingImpl final : ImageAugmentation<ResizingOptions> {
  explicit ResizingImpl(ResizingOptions o) : ImageAugmentation("Resizing", std::move(o)) {
    check_sides("Resizing", options);
    check_one_of("interpolation", options.interpolation,
                 {"bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"});
    check_one_of("fill_mode", options.fill_mode, {"constant"});
    if (options.crop_to_aspect_ratio && options.pad_to_aspect_ratio)
      fail("layers.Resizing: only one of crop_to_aspect_ratio and pad_to_aspect_ratio can be ",
           "true; received both");
  }
  bool only_in_training() const override { return false; }
  ImageChange change(const Tensor&) override {
    return {[this](const Tensor& x) { return resized(x, options.interpolation); }};
  }
  Tensor resized(const Tensor& images, const std::string& interpolation) const {
    return ops::image::resize(images, {options.height, options.width},
                              {.interpolation = interpolation,
                               .antialias = options.antialias,
                               .crop_to_aspect_ratio = options.crop_to_aspect_ratio,
                               .pad_to_aspect_ratio = options.pad_to_aspect_ratio,
                               .fill_mode = options.fill_mode,
                               .fill_value = options.fill_value,
                               .data_format = "channels_last"});
  }
};

struct CenterCropImpl final : ImageAugmentation<CenterCropOptions> {
  explicit CenterCropImpl(CenterCropOptions o) : ImageAugmentation("CenterCrop", std::move(o)) {
    check_sides("CenterCrop", options);
  }
  bool only_in_training() const override { return false; }
  bool keeps_whole_numbers() const override { return false; }
  ImageChange change(const Tensor&) override {
    return {[this](const Tensor& x) { return center(x); }};
  }
  Tensor center(const Tensor& images) const {
    const auto rows = images.shape(1) - options.height, columns = images.shape(2) - options.width;
    if (rows >= 0 && columns >= 0)
      return ops::cut(images, {rows / 2, columns / 2, options.height, options.width});
    const Shape target = {options.height, options.width};
    return ops::resampled(ops::cut(images, ops::centered_window(sides(images), target)), target,
                          "bilinear", false);
  }
};

struct RandomCropImpl final : ImageAugmentation<RandomCropOptions> {
  explicit RandomCropImpl(RandomCropOptions o)
      : ImageAugmentation("RandomCrop", with_seed(std::move(o))) {
    check_sides("RandomCrop", options);
  }
  static RandomCropOptions with_seed(RandomCropOptions o) {
    if (!o.seed) o.seed = random::draw_seed();
    return o;
  }
  ImageChange change(const Tensor& images) override {
    const auto rows = images.shape(1) - options.height, columns = images.shape(2) - options.width;
    if (rows <= 0 || columns <= 0) return {[this](const Tensor& x) { return center(x); }};
    const auto top = drawn_up_to(rows), left = drawn_up_to(columns);
    return {[=, this](const Tensor& x) {
      return part(part(x, 1, top, options.height), 2, left, options.width);
    }};
  }
  /// One of 0, 1, ..., `most`.
  Tensor drawn_up_to(std::int64_t most) const {
    const auto number =
        random::uniform({}, {.maxval = static_cast<double>(most + 1), .seed = generator});
    return ops::cast(ops::floor(number), "int32");
  }
  /// `length` places along `axis`, from `first` on.
  static Tensor part(const Tensor& images, int axis, const Tensor& first, int length) {
    return ops::take(images, first + ops::arange(length), {.axis = axis});
  }
  /// The center of the proportions, resized where it is not of the size.
  Tensor center(const Tensor& images) const {
    const Shape target = {options.height, options.width};
    auto window = ops::centered_window(sides(images), target);
    window.height = std::min<std::int64_t>(options.height, images.shape(1) - window.top);
    window.width = std::min<std::int64_t>(options.width, images.shape(2) - window.left);
    return ops::resampled(ops::cut(images, window), target, "bilinear", false);
  }
};

}  // namespace

Resizing::Resizing(ResizingOptions options)
    : Layer(std::make_shared<ResizingImpl>(std::move(options))) {}
Resizing::Resizing(int height, int width, ResizingOptions options)
    : Resizing((options.height = height, options.width = width, std::move(options))) {}

CenterCrop::CenterCrop(CenterCropOptions options)
    : Layer(std::make_shared<CenterCropImpl>(std::move(options))) {}
CenterCrop::CenterCrop(int height, int width, CenterCropOptions options)
    : CenterCrop((options.height = height, options.width = width, std::move(options))) {}

RandomCrop::RandomCrop(RandomCropOptions options)
    : Layer(std::make_shared<RandomCropImpl>(std::move(options))) {}
RandomCrop::RandomCrop(int height, int width, RandomCropOptions options)
    : RandomCrop((options.height = height, options.width = width, std::move(options))) {}

const Registered<Layer> registered_resizing = registered<Resizing, ResizingOptions>("Resizing");
const Registered<Layer> registered_center_crop =
    registered<CenterCrop, CenterCropOptions>("CenterCrop");
const Registered<Layer> registered_random_crop =
    registered<RandomCrop, RandomCropOptions>("RandomCrop");

}  // namespace keras::layers
