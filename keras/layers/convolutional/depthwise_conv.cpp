#include "keras/layers/convolutional/depthwise_conv.hpp"

#include "keras/layers/convolutional/conv_layer.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct DepthwiseConvImpl final : ConvLayer<DepthwiseConvOptions, axes> {
  using ConvLayer<DepthwiseConvOptions, axes>::options;
  Variable kernel, bias;

  DepthwiseConvImpl(const char* name, DepthwiseConvOptions o)
      : ConvLayer<DepthwiseConvOptions, axes>(name, std::move(o)) {
    this->expect_positive("depth_multiplier", options.depth_multiplier);
  }

  void build(const Shape& input) override {
    const auto channels = this->channels(input);
    kernel = this->add_kernel("kernel", {channels, options.depth_multiplier},
                              {options.depthwise_initializer, options.depthwise_regularizer,
                               options.depthwise_constraint});
    bias = this->add_bias(channels * options.depth_multiplier);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    return this->finished(
        ops::depthwise_conv(this->padded(x), this->cast(kernel), this->arguments()), bias);
  }
};

}  // namespace

DepthwiseConv1D::DepthwiseConv1D(DepthwiseConvOptions options)
    : Layer(std::make_shared<DepthwiseConvImpl<1>>("DepthwiseConv1D", std::move(options))) {}
DepthwiseConv1D::DepthwiseConv1D(Sizes kernel_size, DepthwiseConvOptions options)
    : DepthwiseConv1D((options.kernel_size = std::move(kernel_size), std::move(options))) {}
Variable DepthwiseConv1D::kernel() const { return as<DepthwiseConvImpl<1>>().kernel; }
Variable DepthwiseConv1D::bias() const { return as<DepthwiseConvImpl<1>>().bias; }
DepthwiseConv2D::DepthwiseConv2D(DepthwiseConvOptions options)
    : Layer(std::make_shared<DepthwiseConvImpl<2>>("DepthwiseConv2D", std::move(options))) {}
DepthwiseConv2D::DepthwiseConv2D(Sizes kernel_size, DepthwiseConvOptions options)
    : DepthwiseConv2D((options.kernel_size = std::move(kernel_size), std::move(options))) {}
Variable DepthwiseConv2D::kernel() const { return as<DepthwiseConvImpl<2>>().kernel; }
Variable DepthwiseConv2D::bias() const { return as<DepthwiseConvImpl<2>>().bias; }

const Registered<Layer> registered_depthwise_conv1d =
    registered<Layer, DepthwiseConv1D, DepthwiseConvOptions>("keras.layers", "DepthwiseConv1D");
const Registered<Layer> registered_depthwise_conv2d =
    registered<Layer, DepthwiseConv2D, DepthwiseConvOptions>("keras.layers", "DepthwiseConv2D");

}  // namespace keras::layers
