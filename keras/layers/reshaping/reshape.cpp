#include "keras/layers/reshaping/reshape.hpp"

#include <algorithm>

#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct ReshapeImpl final : LayerOf<ReshapeOptions> {
  explicit ReshapeImpl(ReshapeOptions o) : LayerOf("Reshape", std::move(o)) {
    const auto& target = options.target_shape;
    const bool lengths = std::all_of(target.begin(), target.end(), [](auto n) { return n >= -1; });
    if (!lengths || std::count(target.begin(), target.end(), -1) > 1)
      fail(
          "layers.Reshape: target_shape must have lengths of at least 0, one of them may be -1; "
          "received target_shape=",
          keras::to_value(target));
    built = true;
  }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() < 1)
      fail(path(), ": the input must have at least one axis; received shape ", x.shape());
    return ops::reshape(x, Shape({x.shape(0)}) + resolved(x.shape().from(1)));
  }

  /// The target with what is left in place of -1; the batch axis may be empty.
  Shape resolved(const Shape& sample) const {
    std::int64_t known = 1;
    bool countable = true;
    for (const auto length : options.target_shape)
      if (length >= 0) countable = !__builtin_mul_overflow(known, length, &known) && countable;
    const auto total = sample.elements();
    auto lengths = options.target_shape;
    const auto open = std::find(lengths.begin(), lengths.end(), -1);
    const bool fits =
        countable && (open == lengths.end() ? known == total : known > 0 && total % known == 0);
    if (!fits)
      fail(path(), ": samples of shape ", sample,
           " cannot be reshaped; received target_shape=", keras::to_value(options.target_shape));
    if (open != lengths.end()) *open = total / known;
    return Shape(std::move(lengths));
  }
};

}  // namespace

Reshape::Reshape(ReshapeOptions options)
    : Layer(std::make_shared<ReshapeImpl>(std::move(options))) {}
Reshape::Reshape(std::vector<std::int64_t> target_shape, ReshapeOptions options)
    : Reshape((options.target_shape = std::move(target_shape), std::move(options))) {}

const Registered<Layer> registered_reshape =
    registered<Layer, Reshape, ReshapeOptions>("keras.layers", "Reshape");

}  // namespace keras::layers
