#include "keras/layers/preprocessing/random_affine.hpp"

#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/sample.hpp"

namespace keras::layers {
namespace {

constexpr double pi = 3.14159265358979323846;

/// For each image the place (x, y) = (x_x * column + x_y * row + x_0, y_x * column + y_y * row +
/// y_0) at which the pixel in `row` and `column` of the result is read; all (batch, 1, 1).
struct Affine {
  Tensor x_x, x_y, x_0, y_x, y_y, y_0;
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
    const auto p = places(images);
    return {[this, p](const Tensor& x) { return read(x, p, options.interpolation); }};
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
  virtual Affine places(const Tensor& images) const = 0;

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
  Affine places(const Tensor& images) const override {
    const auto angle = drawn(images, options.factor) * (2 * pi);
    const auto cosine = ops::cos(angle), sine = ops::sin(angle);
    const auto x = static_cast<double>(images.shape(2) - 1) / 2;  // the center
    const auto y = static_cast<double>(images.shape(1) - 1) / 2;
    return {cosine, -sine, x - x * cosine + y * sine, sine, cosine, y - x * sine - y * cosine};
  }
};

struct TranslationImpl final : AffineAugmentation<RandomTranslationOptions> {
  explicit TranslationImpl(RandomTranslationOptions o)
      : AffineAugmentation("RandomTranslation", std::move(o)) {
    check_factor("height_factor", options.height_factor, -1, 1);
    check_factor("width_factor", options.width_factor, -1, 1);
  }
  Affine places(const Tensor& images) const override {
    const auto down =
        drawn(images, options.height_factor.around_zero(-1)) * static_cast<double>(images.shape(1));
    const auto right =
        drawn(images, options.width_factor.around_zero(-1)) * static_cast<double>(images.shape(2));
    return {1.0, 0.0, -right, 0.0, 1.0, -down};
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
  Affine places(const Tensor& images) const override {
    const auto height = 1 + drawn(images, options.height_factor.around_zero(-1));
    const auto width =
        options.width_factor ? 1 + drawn(images, options.width_factor->around_zero(-1)) : height;
    const auto x = static_cast<double>(images.shape(2) - 1) / 2;
    const auto y = static_cast<double>(images.shape(1) - 1) / 2;
    return {width, 0.0, x * (1 - width), 0.0, height, y * (1 - height)};
  }
};

struct ShearImpl final : AffineAugmentation<RandomShearOptions> {
  explicit ShearImpl(RandomShearOptions o) : AffineAugmentation("RandomShear", std::move(o)) {
    check_factor("x_factor", options.x_factor, 0, 1);
    check_factor("y_factor", options.y_factor, 0, 1);
    options.x_factor = options.x_factor.around_zero(-1);
    options.y_factor = options.y_factor.around_zero(-1);
  }
  Affine places(const Tensor& images) const override {
    const auto side = ops::where(drawn(images, {0, 1}) > 0.5, -1, 1);
    const auto x = drawn(images, options.x_factor) * side;
    const auto y = drawn(images, options.y_factor) * side;
    return {1.0, x, 0.0, y, 1.0, 0.0};
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
    registered<RandomRotation, RandomRotationOptions>("RandomRotation");
const Registered<Layer> registered_random_translation =
    registered<RandomTranslation, RandomTranslationOptions>("RandomTranslation");
const Registered<Layer> registered_random_zoom =
    registered<RandomZoom, RandomZoomOptions>("RandomZoom");
const Registered<Layer> registered_random_shear =
    registered<RandomShear, RandomShearOptions>("RandomShear");

}  // namespace keras::layers
