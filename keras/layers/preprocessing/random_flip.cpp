#include "keras/layers/preprocessing/random_flip.hpp"

#include "keras/data/box_corners.hpp"
#include "keras/layers/preprocessing/image_augmentation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct RandomFlipImpl final : ImageAugmentation<RandomFlipOptions> {
  explicit RandomFlipImpl(RandomFlipOptions o) : ImageAugmentation("RandomFlip", std::move(o)) {
    check_one_of("mode", options.mode, {"horizontal", "vertical", "horizontal_and_vertical"});
  }
  bool keeps_whole_numbers() const override { return false; }
  ImageChange change(const Tensor& images) override {
    const auto turns = draw(images, 0, 1) <= 0.5;
    const auto flipped = [this, turns](const Tensor& x) {
      return ops::where(turns, turned(computed(x)), computed(x));
    };
    const auto sides = sides_of(images);
    return {.images = flipped, .masks = flipped, .boxes = [=, this](const Dict& given) {
              auto boxes = boxes_in("rel_xyxy", given, sides);
              auto& shares = boxes["boxes"];
              shares = ops::where(ops::squeeze(turns, {.axis = -1}), turned_boxes(shares), shares);
              return boxes_from("rel_xyxy", clipped_boxes(boxes, sides), sides);  // as in Keras
            }};
  }
  ImageChange no_change(const Tensor&) override {
    return {.masks = [this](const Tensor& x) { return computed(x); }};
  }
  /// Boxes in shares of the sides.
  Tensor turned_boxes(const Tensor& boxes) const {
    auto c = utils::bounding_boxes::corners_of(boxes);
    if (options.mode != "vertical") c = {1 - c.right, c.top, 1 - c.left, c.bottom};
    if (options.mode != "horizontal") c = {c.left, 1 - c.bottom, c.right, 1 - c.top};
    return utils::bounding_boxes::joined(c);
  }
  Tensor turned(Tensor images) const {
    if (options.mode != "vertical") images = ops::flip(images, {.axis = 2});
    if (options.mode != "horizontal") images = ops::flip(images, {.axis = 1});
    return images;
  }
};

}  // namespace

RandomFlip::RandomFlip(RandomFlipOptions options)
    : Layer(std::make_shared<RandomFlipImpl>(std::move(options))) {}
RandomFlip::RandomFlip(std::string mode, RandomFlipOptions options)
    : RandomFlip((options.mode = std::move(mode), std::move(options))) {}

const Registered<Layer> registered_random_flip =
    registered<Layer, RandomFlip, RandomFlipOptions>("keras.layers", "RandomFlip");

}  // namespace keras::layers
