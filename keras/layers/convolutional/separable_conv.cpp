#include "keras/layers/convolutional/separable_conv.hpp"

#include "keras/layers/convolutional/conv_layer.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct SeparableConvImpl final : ConvLayer<SeparableConvOptions, axes> {
  using ConvLayer<SeparableConvOptions, axes>::options;
  Variable depthwise_kernel, pointwise_kernel, bias;

  SeparableConvImpl(const char* name, SeparableConvOptions o)
      : ConvLayer<SeparableConvOptions, axes>(name, std::move(o)) {
    this->expect_positive("filters", options.filters);
    this->expect_positive("depth_multiplier", options.depth_multiplier);
  }

  void build(const Shape& input) override {
    const auto channels = this->channels(input);
    const auto multiplier = options.depth_multiplier;
    depthwise_kernel =
        this->add_kernel("depthwise_kernel", {channels, multiplier},
                         {options.depthwise_initializer, options.depthwise_regularizer,
                          options.depthwise_constraint});
    pointwise_kernel =
        this->add_pixel_kernel("pointwise_kernel", {channels * multiplier, options.filters},
                               {options.pointwise_initializer, options.pointwise_regularizer,
                                options.pointwise_constraint});
    bias = this->add_bias(options.filters);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    return this->finished(ops::separable_conv(this->padded(x), this->cast(depthwise_kernel),
                                              this->cast(pointwise_kernel), this->arguments()),
                          bias);
  }
};

}  // namespace

SeparableConv1D::SeparableConv1D(SeparableConvOptions options)
    : Layer(std::make_shared<SeparableConvImpl<1>>("SeparableConv1D", std::move(options))) {}
SeparableConv1D::SeparableConv1D(int filters, Sizes kernel_size, SeparableConvOptions options)
    : SeparableConv1D((options.filters = filters, options.kernel_size = std::move(kernel_size),
                       std::move(options))) {}
Variable SeparableConv1D::depthwise_kernel() const {
  return as<SeparableConvImpl<1>>().depthwise_kernel;
}
Variable SeparableConv1D::pointwise_kernel() const {
  return as<SeparableConvImpl<1>>().pointwise_kernel;
}
Variable SeparableConv1D::bias() const { return as<SeparableConvImpl<1>>().bias; }
SeparableConv2D::SeparableConv2D(SeparableConvOptions options)
    : Layer(std::make_shared<SeparableConvImpl<2>>("SeparableConv2D", std::move(options))) {}
SeparableConv2D::SeparableConv2D(int filters, Sizes kernel_size, SeparableConvOptions options)
    : SeparableConv2D((options.filters = filters, options.kernel_size = std::move(kernel_size),
                       std::move(options))) {}
Variable SeparableConv2D::depthwise_kernel() const {
  return as<SeparableConvImpl<2>>().depthwise_kernel;
}
Variable SeparableConv2D::pointwise_kernel() const {
  return as<SeparableConvImpl<2>>().pointwise_kernel;
}
Variable SeparableConv2D::bias() const { return as<SeparableConvImpl<2>>().bias; }

const Registered<Layer> registered_separable_conv1d =
    registered<Layer, SeparableConv1D, SeparableConvOptions>("keras.layers", "SeparableConv1D");
const Registered<Layer> registered_separable_conv2d =
    registered<Layer, SeparableConv2D, SeparableConvOptions>("keras.layers", "SeparableConv2D");

}  // namespace keras::layers
