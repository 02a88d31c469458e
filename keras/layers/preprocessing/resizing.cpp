#include "keras/layers/preprocessing/resizing.hpp"

#include <algorithm>
#include <cmath>

#include "keras/data/box_corners.hpp"
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

using utils::bounding_boxes::corners_of;
using utils::bounding_boxes::joined;
using utils::bounding_boxes::moved;

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
  ImageChange change(const Tensor& images) override {
    const auto before = sides_of(images);
    const Sides after = {.height = options.height, .width = options.width};
    const auto to =
        placed(static_cast<float>(images.shape(1)), static_cast<float>(images.shape(2)));
    return {
        .images = [this](const Tensor& x) { return resized(x, options.interpolation); },
        .masks = [this](const Tensor& x) { return resized(x, "nearest"); },
        .boxes =
            [=, this](const Dict& given) {
              const auto none = nothing(std::as_const(given)["boxes"]);
              auto boxes = boxes_in("xyxy", given, before);
              auto c = corners_of(boxes["boxes"]);
              c = {c.left * to.across, c.top * to.down, c.right * to.across, c.bottom * to.down};
              boxes["boxes"] = joined(moved(c, to.right, to.below));
              boxes = clipped_boxes(boxes, after);
              boxes["boxes"] = ops::where(none, 0.0, boxes["boxes"]);
              return boxes_from("xyxy", boxes, after);
            }};
  }
  /// How an image lies in the result: stretched, and then moved.
  struct Placed {
    float across, down, right, below;
  };
  /// In float32, as Keras counts: margins are cut to whole pixels.
  Placed placed(float height, float width) const {
    const auto to_height = static_cast<float>(options.height);
    const auto to_width = static_cast<float>(options.width);
    const auto half = [](float length) { return std::floor(length / 2); };
    if (options.pad_to_aspect_ratio) {
      const float scale = std::min(to_height / height, to_width / width);
      return {scale, scale, half(to_width - width * scale), half(to_height - height * scale)};
    }
    if (!options.crop_to_aspect_ratio) return {to_width / width, to_height / height, 0, 0};
    const float proportion = width / height;
    const bool wide = proportion > to_width / to_height;
    const float whole_width = wide ? to_height * proportion : to_width;
    const float whole_height = wide ? to_height : to_width / proportion;
    return {whole_width / width, whole_height / height, -half(whole_width - to_width),
            -half(whole_height - to_height)};
  }
  /// Which boxes are only there to fill up: (batch, n, 1).
  static Tensor nothing(const Tensor& boxes) {
    const auto all = [&](int number) {
      return ops::all(boxes == number, {.axis = -1, .keepdims = true});
    };
    return ops::logical_or(all(-1), all(0));
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
  ImageChange change(const Tensor& images) override {
    const auto before = sides_of(images);
    const Sides after = {.height = options.height, .width = options.width};
    const auto [at, resize] = window(images);
    return {.images = [this](const Tensor& x) { return center(x); },
            .masks = [this](const Tensor& x) { return center(computed(x)); },
            .boxes =
                [=, this, at = at, resize = resize](const Dict& given) {
                  const Sides part = {.height = at.height, .width = at.width};
                  auto boxes = boxes_in("xyxy", given, before);
                  boxes["boxes"] = utils::bounding_boxes::crop(boxes["boxes"], at.top, at.left,
                                                               part.height, part.width);
                  if (resize) {
                    boxes = convert_format(boxes, "xyxy", "rel_xyxy", part);
                    boxes = convert_format(boxes, "rel_xyxy", "xyxy", after);
                  }
                  return boxes_from("xyxy", clipped_boxes(boxes, after), after);
                }};
  }
  /// What is cut out of images, and whether it must be resized then.
  std::pair<ops::Window, bool> window(const Tensor& images) const {
    const auto rows = images.shape(1) - options.height, columns = images.shape(2) - options.width;
    if (rows >= 0 && columns >= 0)
      return {{rows / 2, columns / 2, options.height, options.width}, false};
    return {ops::centered_window(sides(images), {options.height, options.width}), true};
  }
  Tensor center(const Tensor& images) const {
    const auto [at, resize] = window(images);
    const auto part = ops::cut(images, at);
    if (!resize) return part;
    return ops::resampled(part, {options.height, options.width}, "bilinear", false);
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
    if (rows <= 0 || columns <= 0) {
      const auto window = ops::centered_window(sides(images), {options.height, options.width});
      const auto cut = [this](const Tensor& x) { return center(computed(x)); };
      return {.images = cut, .masks = cut, .boxes = shifted(window.top, window.left)};
    }
    const auto top = drawn_up_to(rows), left = drawn_up_to(columns);
    const auto cut = [=, this](const Tensor& x) {
      return part(part(computed(x), 1, top, options.height), 2, left, options.width);
    };
    return {.images = cut, .masks = cut, .boxes = shifted(top, left)};
  }
  /// As in Keras, masks are cut outside of training too.
  ImageChange no_change(const Tensor&) override {
    return {.masks = [this](const Tensor& x) { return center(computed(x)); }};
  }
  /// As in Keras, boxes count from the top to the right and from the left down, and relative ones
  /// are shares of the sides of the result.
  std::function<Dict(const Dict&)> shifted(const Tensor& top, const Tensor& left) const {
    return [=, this](const Dict& given) {
      const Sides after = {.height = options.height, .width = options.width};
      auto boxes = boxes_in("xyxy", given, after);
      const auto at = [](const Tensor& x) { return ops::cast(x, "float32"); };
      const auto corners = moved(corners_of(boxes["boxes"]), -at(top), -at(left));
      boxes["boxes"] = ops::maximum(joined(corners), 0);
      return boxes_from("xyxy", boxes, after);
    };
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

const Registered<Layer> registered_resizing =
    registered<Layer, Resizing, ResizingOptions>("keras.layers", "Resizing");
const Registered<Layer> registered_center_crop =
    registered<Layer, CenterCrop, CenterCropOptions>("keras.layers", "CenterCrop");
const Registered<Layer> registered_random_crop =
    registered<Layer, RandomCrop, RandomCropOptions>("keras.layers", "RandomCrop");

}  // namespace keras::layers
