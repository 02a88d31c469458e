#include "keras/layers/reshaping/repeat_vector.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct RepeatVectorImpl final : LayerOf<RepeatVectorOptions> {
  explicit RepeatVectorImpl(RepeatVectorOptions o) : LayerOf("RepeatVector", std::move(o)) {
    if (options.n <= 0) fail("layers.RepeatVector: n must be positive; received n=", options.n);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() != 2) fail(path(), ": the input must have 2 axes; received shape ", x.shape());
    return ops::repeat(ops::expand_dims(x, 1), options.n, {.axis = 1});
  }
};

}  // namespace

RepeatVector::RepeatVector(RepeatVectorOptions options)
    : Layer(std::make_shared<RepeatVectorImpl>(std::move(options))) {}
RepeatVector::RepeatVector(int n, RepeatVectorOptions options)
    : RepeatVector((options.n = n, std::move(options))) {}

const Registered<Layer> registered_repeat_vector =
    registered<Layer, RepeatVector, RepeatVectorOptions>("keras.layers", "RepeatVector");

}  // namespace keras::layers
