#include "keras/layers/pooling/global_average_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/global_pooling_impl.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct GlobalAveragePoolingImpl final : GlobalPoolingImpl<axes> {
  using GlobalPoolingImpl<axes>::GlobalPoolingImpl;

  /// The mask is used up.
  bool supports_masking() const override { return axes == 1; }
  Tensors compute_mask(const Tensors&, const Tensors&) const override { return {}; }

  Tensor pool(const Tensor& x, const ops::ReduceOptions& over, CallContext& context) override {
    if (axes != 1 || !context.mask.defined()) return ops::mean(x, over);
    const auto kept =
        ops::expand_dims(ops::cast(context.mask, "bool"), this->channels_first() ? 1 : 2);
    return ops::sum(ops::where(kept, x, 0), over) / ops::sum(ops::cast(kept, x.dtype()), over);
  }
};

}  // namespace

GlobalAveragePooling1D::GlobalAveragePooling1D(GlobalPoolingOptions options)
    : Layer(std::make_shared<GlobalAveragePoolingImpl<1>>("GlobalAveragePooling1D",
                                                          std::move(options))) {}
GlobalAveragePooling2D::GlobalAveragePooling2D(GlobalPoolingOptions options)
    : Layer(std::make_shared<GlobalAveragePoolingImpl<2>>("GlobalAveragePooling2D",
                                                          std::move(options))) {}
GlobalAveragePooling3D::GlobalAveragePooling3D(GlobalPoolingOptions options)
    : Layer(std::make_shared<GlobalAveragePoolingImpl<3>>("GlobalAveragePooling3D",
                                                          std::move(options))) {}

const Registered<Layer> registered_global_average_pooling1d =
    registered<Layer, GlobalAveragePooling1D, GlobalPoolingOptions>("keras.layers",
                                                                    "GlobalAveragePooling1D");
const Registered<Layer> registered_global_average_pooling2d =
    registered<Layer, GlobalAveragePooling2D, GlobalPoolingOptions>("keras.layers",
                                                                    "GlobalAveragePooling2D");
const Registered<Layer> registered_global_average_pooling3d =
    registered<Layer, GlobalAveragePooling3D, GlobalPoolingOptions>("keras.layers",
                                                                    "GlobalAveragePooling3D");

}  // namespace keras::layers
