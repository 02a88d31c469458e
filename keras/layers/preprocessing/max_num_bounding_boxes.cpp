#include "keras/layers/preprocessing/max_num_bounding_boxes.hpp"

#include "keras/layers/preprocessing/image_augmentation.hpp"

namespace keras::layers {
namespace {

struct MaxNumBoundingBoxesImpl final : ImageAugmentation<MaxNumBoundingBoxesOptions> {
  explicit MaxNumBoundingBoxesImpl(MaxNumBoundingBoxesOptions o)
      : ImageAugmentation("MaxNumBoundingBoxes", std::move(o)) {
    if (options.max_number < 1)
      fail("layers.MaxNumBoundingBoxes: max_number must be positive; received max_number=",
           options.max_number);
  }

  Object config() const override {
    auto config = ImageAugmentation::config();
    config.erase("fill_value");
    return config;
  }

  bool only_in_training() const override { return false; }
  ImageChange change(const Tensor&) override {
    return {.boxes = [this](const Dict& given) {
      auto boxes = given;
      for (const auto* name : {"boxes", "labels"}) boxes[name] = limited(boxes[name]);
      return boxes;
    }};
  }

  Tensor limited(const Tensor& x) const {
    const auto kept = std::min<std::int64_t>(x.shape(1), options.max_number);
    std::vector<std::pair<int, int>> added(static_cast<std::size_t>(x.rank()), {0, 0});
    added[1].second = options.max_number - static_cast<int>(kept);
    return ops::pad(x(keras::all, range(0, kept)), added,
                    {.constant_values = static_cast<double>(options.fill_value)});
  }
};

}  // namespace

MaxNumBoundingBoxes::MaxNumBoundingBoxes(MaxNumBoundingBoxesOptions options)
    : Layer(std::make_shared<MaxNumBoundingBoxesImpl>(std::move(options))) {}
MaxNumBoundingBoxes::MaxNumBoundingBoxes(int max_number, MaxNumBoundingBoxesOptions options)
    : MaxNumBoundingBoxes((options.max_number = max_number, std::move(options))) {}

const Registered<Layer> registered_max_num_bounding_boxes =
    registered<Layer, MaxNumBoundingBoxes, MaxNumBoundingBoxesOptions>("keras.layers",
                                                                       "MaxNumBoundingBoxes");

}  // namespace keras::layers
