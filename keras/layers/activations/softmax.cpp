#include "keras/layers/activations/softmax.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct SoftmaxImpl final : LayerOf<SoftmaxOptions> {
  explicit SoftmaxImpl(SoftmaxOptions o) : LayerOf("Softmax", std::move(o)) {
    if (!options.axis.given() || options.axis.count() == 0)
      fail("layers.Softmax: axis must name at least one axis; received axis=None");
    built = true;
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    if (!context.mask.defined()) return ops::softmax(x, {.axis = options.axis});
    const auto mask = kept(context.mask, x);
    // The exponential of these numbers is 0 in every dtype, without the NaN of infinities.
    const double far_below = x.dtype() == DType::float16 ? -3e4 : -1e9;
    const auto y = ops::softmax(ops::where(mask, x, far_below), {.axis = options.axis});
    return ops::where(mask, y, 0);
  }

  Tensor kept(const Tensor& mask, const Tensor& x) const {
    bool fits = mask.rank() <= x.rank();
    for (int axis = -1; fits && axis >= -mask.rank(); --axis)
      fits = mask.shape(axis) == 1 || mask.shape(axis) == x.shape(axis);
    if (!fits)
      fail(path(), ": the mask must broadcast to the input; received mask shape ", mask.shape(),
           " and input shape ", x.shape());
    return mask.dtype() == DType::boolean ? mask : mask > 0.5;
  }
};

}  // namespace

Softmax::Softmax(SoftmaxOptions options)
    : Layer(std::make_shared<SoftmaxImpl>(std::move(options))) {}

const Registered<Layer> registered_softmax =
    registered<Layer, Softmax, SoftmaxOptions>("keras.layers", "Softmax");

}  // namespace keras::layers
