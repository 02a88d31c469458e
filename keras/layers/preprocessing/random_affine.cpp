#include "keras/layers/preprocessing/random_affine.hpp"

#include <numbers>

#include "keras/data/box_corners.hpp"
#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/sample.hpp"

namespace keras::layers {
namespace {

using utils::bounding_boxes::Corners;
using utils::bounding_boxes::corners_of;
using utils::bounding_boxes::joined;
using utils::bounding_boxes::moved;

using std::numbers::pi;

/// For each image the place (x, y) = (x_x * column + x_y * row + x_0, y_x * column + y_y * row +
/// y_0) at which the pixel in `row` and `column` of the result is read; all (batch, 1, 1).
struct Affine {
  Tensor x_x, x_y, x_0, y_x, y_y, y_0;
};

/// What was drawn: where images are read, and what becomes of boxes.
struct Move {
  Affine places;
  std::function<Dict(const Dict&)> boxes;
};

/// What the layers share that read each image at other places.
template <class Options>
struct AffineAugmentation : ImageAugmentation<Options> {
  using ImageAugmentation<Options>::options;

  AffineAugmentation(const char* name, Options o) : ImageAugmentation<Options>(name, std::move(o)) {
    this->check_one_of("fill_mode", options.fill_mode, {"reflect", "constant", "wrap", "nearest"});
    this->check_one_of("interpolation", options.interpolation, {"bilinear", "nearest"});
  }
  bool keeps_whole_numbers() const override { return false; }
  ImageChange change(const Tensor& images) override {
    auto [places, boxes] = move(images);
    const auto with = [this, from = places](const std::string& interpolation) {
      return [=, this](const Tensor& x) { return read(x, from, interpolation); };
    };
    return {
        .images = with(options.interpolation), .masks = with("nearest"), .boxes = std::move(boxes)};
  }
  Tensor read(const Tensor& images, const Affine& p, const std::string& interpolation) const {
    const auto numbers = [&](int axis, const Shape& shape) {
      return ops::reshape(ops::arange(images.shape(axis)), shape);
    };
    const auto row = numbers(1, {-1, 1}), column = numbers(2, {-1});
    const auto x = p.x_x * column + p.x_y * row + p.x_0;
    const auto y = p.y_x * column + p.y_y * row + p.y_0;
    return ops::sampled(images, {{numbers(0, {-1, 1, 1}), true}, {y}, {x}},
                        {ops::order_of(this->path().c_str(), interpolation), options.fill_mode,
                         options.fill_value});
  }
  virtual Move move(const Tensor& images) const = 0;

  /// A number for each image, of shape (batch, 1, 1).
  Tensor drawn(const Tensor& images, const Factor& range) const {
    return random::uniform(
        {images.shape(0), 1, 1},
        {.minval = range.low(), .maxval = range.high(), .seed = this->generator});
  }
};

struct RotationImpl final : AffineAugmentation<RandomRotationOptions> {
  explicit RotationImpl(RandomRotationOptions o)
      : AffineAugmentation("RandomRotation", std::move(o)) {
    check_factor("factor", options.factor, -1, 1);
    options.factor = options.factor.around_zero(-1);
  }
  Move move(const Tensor& images) const override {
    const auto turns = drawn(images, options.factor);
    const auto angle = turns * (2 * pi);
    const auto cosine = ops::cos(angle), sine = ops::sin(angle);
    const auto x = static_cast<double>(images.shape(2) - 1) / 2;  // the center
    const auto y = static_cast<double>(images.shape(1) - 1) / 2;
    return {{cosine, -sine, x - x * cosine + y * sine, sine, cosine, y - x * sine - y * cosine},
            [=, this, sides = sides_of(images)](const Dict& given) {
              auto boxes = given;  // as in Keras, whatever the format is
              boxes["boxes"] = turned(boxes["boxes"], ops::ravel(turns) * 360, sides);
              return boxes_from("xyxy", clipped_boxes(boxes, sides), sides);
            }};
  }
  static Tensor turned(const Tensor& boxes, const Tensor& degrees, const Sides& sides) {
    const auto zero = ops::zeros_like(degrees), one = ops::ones_like(degrees);
    return utils::bounding_boxes::affine_transform(boxes, degrees, zero, zero, one, zero, zero,
                                                   sides.height, sides.width);
  }
};

struct TranslationImpl final : AffineAugmentation<RandomTranslationOptions> {
  explicit TranslationImpl(RandomTranslationOptions o)
      : AffineAugmentation("RandomTranslation", std::move(o)) {
    check_factor("height_factor", options.height_factor, -1, 1);
    check_factor("width_factor", options.width_factor, -1, 1);
  }
  Move move(const Tensor& images) const override {
    const auto down =
        drawn(images, options.height_factor.around_zero(-1)) * static_cast<double>(images.shape(1));
    const auto right =
        drawn(images, options.width_factor.around_zero(-1)) * static_cast<double>(images.shape(2));
    return {{1.0, 0.0, -right, 0.0, 1.0, -down},
            [=, this, sides = sides_of(images)](const Dict& given) {
              auto boxes = boxes_in("xyxy", given, sides);
              boxes["boxes"] = joined(moved(corners_of(boxes["boxes"]), right, down));
              return boxes_from("xyxy", clipped_boxes(boxes, sides), sides);
            }};
  }
};

struct ZoomImpl final : AffineAugmentation<RandomZoomOptions> {
  explicit ZoomImpl(RandomZoomOptions o) : AffineAugmentation("RandomZoom", std::move(o)) {
    check_zoom("height_factor", options.height_factor);
    if (options.width_factor) check_zoom("width_factor", *options.width_factor);
  }
  void check_zoom(const char* argument, const Factor& factor) const {
    check_factor(argument, factor, -1, 1);
    if (factor.low() == -1 || factor.high() == -1)
      fail("layers.RandomZoom: ", argument, " must be above -1; received ", argument, "=",
           to_value(factor));
  }
  Move move(const Tensor& images) const override {
    const auto height = 1 + drawn(images, options.height_factor.around_zero(-1));
    const auto width =
        options.width_factor ? 1 + drawn(images, options.width_factor->around_zero(-1)) : height;
    const auto x = static_cast<double>(images.shape(2) - 1) / 2;
    const auto y = static_cast<double>(images.shape(1) - 1) / 2;
    const auto left = x * (1 - width), top = y * (1 - height);
    return {{width, 0.0, left, 0.0, height, top},
            [=, this, sides = sides_of(images)](const Dict& given) {
              const Sides view = {.height = height * sides.height, .width = width * sides.width};
              auto boxes = boxes_in("xyxy", given, sides);
              boxes["boxes"] =
                  utils::bounding_boxes::crop(boxes["boxes"], top, left, view.height, view.width);
              boxes = convert_format(boxes, "xyxy", "rel_xyxy", view);
              return boxes_from("rel_xyxy", clipped_boxes(boxes, view, "rel_xyxy"), sides);
            }};
  }
};

struct ShearImpl final : AffineAugmentation<RandomShearOptions> {
  explicit ShearImpl(RandomShearOptions o) : AffineAugmentation("RandomShear", std::move(o)) {
    check_factor("x_factor", options.x_factor, 0, 1);
    check_factor("y_factor", options.y_factor, 0, 1);
    options.x_factor = options.x_factor.around_zero(-1);
    options.y_factor = options.y_factor.around_zero(-1);
  }
  Move move(const Tensor& images) const override {
    const auto side = ops::where(drawn(images, {0, 1}) > 0.5, -1, 1);
    const auto x = drawn(images, options.x_factor) * side;
    const auto y = drawn(images, options.y_factor) * side;
    return {{1.0, x, 0.0, y, 1.0, 0.0}, [=, this, sides = sides_of(images)](const Dict& given) {
              const Sides in = {sides.height, sides.width, policy.compute_dtype()};
              auto boxes = boxes_in("rel_xyxy", given, in);
              boxes["boxes"] = sheared(corners_of(boxes["boxes"]), x, y);
              return boxes_from("rel_xyxy", clipped_boxes(boxes, sides, "rel_xyxy"), in);
            }};
  }
  /// The rows go first; the columns start from what has become of them.
  static Tensor sheared(const Corners& c, const Tensor& x, const Tensor& y) {
    const auto left = c.left - x * ops::where(x < 0, c.top, c.bottom);
    const auto right = c.right - x * ops::where(x < 0, c.bottom, c.top);
    const auto top = c.top - y * ops::where(y > 0, right, left);
    const auto bottom = c.bottom - y * ops::where(y > 0, left, right);
    return joined({left, top, right, bottom});
  }
};

}  // namespace

RandomRotation::RandomRotation(RandomRotationOptions options)
    : Layer(std::make_shared<RotationImpl>(std::move(options))) {}
RandomRotation::RandomRotation(Factor factor, RandomRotationOptions options)
    : RandomRotation((options.factor = factor, std::move(options))) {}

RandomTranslation::RandomTranslation(RandomTranslationOptions options)
    : Layer(std::make_shared<TranslationImpl>(std::move(options))) {}
RandomTranslation::RandomTranslation(Factor height_factor, Factor width_factor,
                                     RandomTranslationOptions options)
    : RandomTranslation((options.height_factor = height_factor, options.width_factor = width_factor,
                         std::move(options))) {}

RandomZoom::RandomZoom(RandomZoomOptions options)
    : Layer(std::make_shared<ZoomImpl>(std::move(options))) {}
RandomZoom::RandomZoom(Factor height_factor, RandomZoomOptions options)
    : RandomZoom((options.height_factor = height_factor, std::move(options))) {}

RandomShear::RandomShear(RandomShearOptions options)
    : Layer(std::make_shared<ShearImpl>(std::move(options))) {}

const Registered<Layer> registered_random_rotation =
    registered<Layer, RandomRotation, RandomRotationOptions>("keras.layers", "RandomRotation");
const Registered<Layer> registered_random_translation =
    registered<Layer, RandomTranslation, RandomTranslationOptions>("keras.layers",
                                                                   "RandomTranslation");
const Registered<Layer> registered_random_zoom =
    registered<Layer, RandomZoom, RandomZoomOptions>("keras.layers", "RandomZoom");
const Registered<Layer> registered_random_shear =
    registered<Layer, RandomShear, RandomShearOptions>("keras.layers", "RandomShear");

}  // namespace keras::layers
