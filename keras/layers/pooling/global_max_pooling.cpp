#include "keras/layers/pooling/global_max_pooling.hpp"

#include "keras/layers/data_format.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

template <class Options, int axes>
struct GlobalMaxPoolingImpl final : LayerOf<Options> {
  using LayerOf<Options>::options;

  GlobalMaxPoolingImpl(const char* name, Options o) : LayerOf<Options>(name, std::move(o)) {
    options.data_format = checked_data_format(options.data_format, name);
    this->built = true;
  }

  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() != axes + 2)
      fail(this->path(), ": the input must have ", axes + 2, " axes; received shape ", x.shape());
    return ops::max(x, {.axis = spatial_axes(), .keepdims = options.keepdims});
  }

  bool channels_first() const { return options.data_format == "channels_first"; }

  Axes spatial_axes() const {
    Axes result;
    for (int i = 0; i < axes; ++i) result.push_back((channels_first() ? 2 : 1) + i);
    return result;
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
