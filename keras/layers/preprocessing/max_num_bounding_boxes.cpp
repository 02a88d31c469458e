#include "keras/layers/preprocessing/max_num_bounding_boxes.hpp"

#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct MaxNumBoundingBoxesImpl final : LayerOf<MaxNumBoundingBoxesOptions> {
  explicit MaxNumBoundingBoxesImpl(MaxNumBoundingBoxesOptions o)
      : LayerOf("MaxNumBoundingBoxes", std::move(o)) {
    options.data_format = checked_data_format(options.data_format, "MaxNumBoundingBoxes");
    if (options.max_number < 1)
      fail("layers.MaxNumBoundingBoxes: max_number must be positive; received max_number=",
           options.max_number);
  }

  Object config() const override {
    auto config = LayerOf::config();
    config.erase("fill_value");
    return config;
  }

  Tensors call(const Tensors& inputs, CallContext& context) override {
    if (inputs.kind() != Tensors::Kind::dict) return LayerOf::call(inputs, context);
    const auto& names = inputs.names();
    if (names != std::vector<std::string>{"boxes", "labels"})
      fail(path(), ": a dict must have boxes and labels; received ", to_value(names));
    if (inputs[0].rank() != 3 || inputs[0].shape(2) != 4 || inputs[1].rank() != 2)
      fail(path(), ": boxes must be (batch, n, 4) and labels (batch, n); received shapes ",
           inputs[0].shape(), " and ", inputs[1].shape());
    return inputs.with({limited(inputs[0]), limited(inputs[1])});
  }
  Tensor call(const Tensor& images, CallContext&) override { return images; }

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
    registered<MaxNumBoundingBoxes, MaxNumBoundingBoxesOptions>("MaxNumBoundingBoxes");

}  // namespace keras::layers
