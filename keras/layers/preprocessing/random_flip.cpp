#include "keras/layers/preprocessing/random_flip.hpp"

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
    return {[this, turns](const Tensor& x) { return ops::where(turns, turned(x), x); }};
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
    registered<RandomFlip, RandomFlipOptions>("RandomFlip");

}  // namespace keras::layers
