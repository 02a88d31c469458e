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
  Tensor augmented(const Tensor& images) override {
    auto turned = images;
    if (options.mode != "vertical") turned = ops::flip(turned, {.axis = 2});
    if (options.mode != "horizontal") turned = ops::flip(turned, {.axis = 1});
    return ops::where(draw(images, 0, 1) <= 0.5, turned, images);
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
