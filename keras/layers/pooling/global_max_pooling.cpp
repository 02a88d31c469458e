#include "keras/layers/pooling/global_max_pooling.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/pooling/global_pooling_impl.hpp"

namespace keras::layers {
namespace {

template <class Options, int axes>
struct GlobalMaxPoolingImpl final : GlobalPoolingImpl<Options, axes> {
  using GlobalPoolingImpl<Options, axes>::GlobalPoolingImpl;

  Tensor pool(const Tensor& x, const ops::ReduceOptions& over, CallContext&) override {
    return ops::max(x, {.axis = over.axis, .keepdims = over.keepdims});
  }
};

}  // namespace

GlobalMaxPooling1D::GlobalMaxPooling1D(GlobalMaxPooling1DOptions options)
    : Layer(std::make_shared<GlobalMaxPoolingImpl<GlobalMaxPooling1DOptions, 1>>(
          "GlobalMaxPooling1D", std::move(options))) {}
GlobalMaxPooling2D::GlobalMaxPooling2D(GlobalMaxPooling2DOptions options)
    : Layer(std::make_shared<GlobalMaxPoolingImpl<GlobalMaxPooling2DOptions, 2>>(
          "GlobalMaxPooling2D", std::move(options))) {}
GlobalMaxPooling3D::GlobalMaxPooling3D(GlobalMaxPooling3DOptions options)
    : Layer(std::make_shared<GlobalMaxPoolingImpl<GlobalMaxPooling3DOptions, 3>>(
          "GlobalMaxPooling3D", std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::GlobalMaxPooling1D,
                                  keras::layers::GlobalMaxPooling1DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::GlobalMaxPooling2D,
                                  keras::layers::GlobalMaxPooling2DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::GlobalMaxPooling3D,
                                  keras::layers::GlobalMaxPooling3DOptions>;
