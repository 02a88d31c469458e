// The effects that move pixels.
#include "keras/data/box_corners.hpp"
#include "keras/layers/preprocessing/image_effect.hpp"
#include "keras/ops/homography.hpp"
#include "keras/ops/image.hpp"
#include "keras/random/elastic_transform.hpp"

namespace keras::layers {
namespace {

struct PerspectiveImpl final : ImageEffect<RandomPerspectiveOptions, false> {
  explicit PerspectiveImpl(RandomPerspectiveOptions o)
      : ImageEffect("RandomPerspective", std::move(o)) {
    check_one_of("interpolation", options.interpolation, {"bilinear", "nearest"});
    if (options.scale < 0 || options.scale > 1)
      fail("layers.RandomPerspective: scale must be in [0, 1]; received scale=", options.scale);
  }
  ImageChange change(const Tensor& images) override {
    const auto bottom = static_cast<float>(images.shape(1) - 1);
    const auto right = static_cast<float>(images.shape(2) - 1);
    const Tensor corners(std::vector<float>{0, 0, right, 0, 0, bottom, right, bottom}, {1, 4, 2});
    const auto moved = random::uniform(
        {images.shape(0), 4, 2},
        {.minval = -0.5 * options.scale, .maxval = 0.5 * options.scale, .seed = generator});
    const auto start = ops::broadcast_to(corners, moved.shape());
    const auto end = start + start * moved;
    const auto there = chosen(images);
    const auto with = [=, this](const std::string& interpolation) {
      return [=, this](const Tensor& x) {
        return ops::where(there, seen(x, start, end, interpolation), x);
      };
    };
    return {.images = with(options.interpolation),
            .masks = with("nearest"),
            .boxes = [=, this, sides = sides_of(images)](const Dict& given) {
              auto boxes = boxes_in("xyxy", given, sides);
              const auto each = ops::squeeze(there, {.axis = -1});
              auto& corners = boxes["boxes"];
              corners = ops::where(each, seen_boxes(corners, start, end), corners);
              return clipped_boxes(boxes, sides);  // as in Keras, they stay corners
            }};
  }
  /// The boxes around what becomes of the corners.
  static Tensor seen_boxes(const Tensor& boxes, const Tensor& start, const Tensor& end) {
    const auto numbers = ops::image::homography(end, start);
    const auto factor = [&](int i) { return ops::reshape(numbers(keras::all, i), {-1, 1, 1}); };
    const auto seen = [&](const Tensor& x, const Tensor& y) {
      const auto distance = factor(6) * x + factor(7) * y + 1;
      return std::pair((factor(0) * x + factor(1) * y + factor(2)) / distance,
                       (factor(3) * x + factor(4) * y + factor(5)) / distance);
    };
    return utils::bounding_boxes::around(utils::bounding_boxes::corners_of(boxes), seen);
  }
  Tensor seen(const Tensor& images, const Tensor& start, const Tensor& end,
              const std::string& interpolation) const {
    return ops::image::perspective_transform(images, start, end,
                                             {.interpolation = interpolation,
                                              .fill_value = options.fill_value,
                                              .data_format = "channels_last"});
  }
};

struct ElasticImpl final : ImageEffect<RandomElasticTransformOptions, false> {
  explicit ElasticImpl(RandomElasticTransformOptions o)
      : ImageEffect("RandomElasticTransform", std::move(o)) {
    check_one_of("interpolation", options.interpolation, {"bilinear", "nearest"});
    check_one_of("fill_mode", options.fill_mode,
                 {"reflect", "constant", "wrap", "nearest", "mirror"});
  }
  ImageChange change(const Tensor& images) override {
    if (options.scale.high() == 0 || options.factor.high() == 0)
      return {.boxes = refused_boxes(path())};
    const auto strength = random::uniform(
        {}, {.minval = options.scale.low(), .maxval = options.scale.high(), .seed = generator});
    const auto there = chosen(images);
    const auto with = [=, this](const std::string& interpolation) {
      return [=, this](const Tensor& x) {
        return clipped(ops::where(there, bent(computed(x), strength, interpolation), computed(x)));
      };
    };
    return {.images = with(options.interpolation),
            .masks = with("nearest"),
            .boxes = refused_boxes(path())};
  }
  Tensor bent(const Tensor& images, const Tensor& strength,
              const std::string& interpolation) const {
    const auto longer = static_cast<double>(std::max(images.shape(1), images.shape(2)));
    const auto shorter = static_cast<double>(std::min(images.shape(1), images.shape(2)));
    const double most = 0.05 * shorter * options.scale.high();
    return ops::image::bent(images, 0.1 * longer * strength, 0.05 * shorter * strength,
                            ops::image::kernel_size_of(most),
                            {.interpolation = interpolation,
                             .fill_mode = options.fill_mode,
                             .fill_value = options.fill_value,
                             .seed = generator});
  }
};

}  // namespace

RandomPerspective::RandomPerspective(RandomPerspectiveOptions options)
    : Layer(std::make_shared<PerspectiveImpl>(std::move(options))) {}

RandomElasticTransform::RandomElasticTransform(RandomElasticTransformOptions options)
    : Layer(std::make_shared<ElasticImpl>(std::move(options))) {}

}  // namespace keras::layers
