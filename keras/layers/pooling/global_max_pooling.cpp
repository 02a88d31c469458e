#include "keras/layers/pooling/global_max_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/global_pooling_impl.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct GlobalMaxPoolingImpl final : GlobalPoolingImpl<axes> {
  using GlobalPoolingImpl<axes>::GlobalPoolingImpl;

  Tensor pool(const Tensor& x, const ops::ReduceOptions& over, CallContext&) override {
    return ops::max(x, {.axis = over.axis, .keepdims = over.keepdims});
  }
};

}  // namespace

GlobalMaxPooling1D::GlobalMaxPooling1D(GlobalPoolingOptions options)
    : Layer(std::make_shared<GlobalMaxPoolingImpl<1>>("GlobalMaxPooling1D", std::move(options))) {}
GlobalMaxPooling2D::GlobalMaxPooling2D(GlobalPoolingOptions options)
    : Layer(std::make_shared<GlobalMaxPoolingImpl<2>>("GlobalMaxPooling2D", std::move(options))) {}
GlobalMaxPooling3D::GlobalMaxPooling3D(GlobalPoolingOptions options)
    : Layer(std::make_shared<GlobalMaxPoolingImpl<3>>("GlobalMaxPooling3D", std::move(options))) {}

const Registered<Layer> registered_global_max_pooling1d =
    registered<Layer, GlobalMaxPooling1D, GlobalPoolingOptions>("keras.layers",
                                                                "GlobalMaxPooling1D");
const Registered<Layer> registered_global_max_pooling2d =
    registered<Layer, GlobalMaxPooling2D, GlobalPoolingOptions>("keras.layers",
                                                                "GlobalMaxPooling2D");
const Registered<Layer> registered_global_max_pooling3d =
    registered<Layer, GlobalMaxPooling3D, GlobalPoolingOptions>("keras.layers",
                                                                "GlobalMaxPooling3D");

}  // namespace keras::layers
