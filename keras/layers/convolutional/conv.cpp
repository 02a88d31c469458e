#include "keras/layers/convolutional/conv.hpp"

#include "keras/layers/convolutional/conv_layer.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

template <class Options, int axes>
struct ConvImpl final : ConvLayer<Options, axes> {
  using ConvLayer<Options, axes>::options;
  Variable kernel, bias;

  ConvImpl(const char* name, Options o) : ConvLayer<Options, axes>(name, std::move(o)) {
    this->expect_positive("filters", options.filters);
    this->expect_positive("groups", options.groups);
    this->expect_one_spread();
    if (options.filters % options.groups != 0)
      fail("layers.", name, ": groups must divide filters; received groups=", options.groups,
           " filters=", options.filters);
  }

  void build(const Shape& input) override {
    const auto channels = this->channels(input);
    if (channels % options.groups != 0)
      fail("groups must divide the channels of the input; received groups=", options.groups,
           " and shape ", input);
    kernel = this->add_kernel(
        "kernel", {channels / options.groups, options.filters},
        {options.kernel_initializer, options.kernel_regularizer, options.kernel_constraint});
    bias = this->add_bias(options.filters);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    return this->finished(ops::conv(this->padded(x), this->cast(kernel), this->arguments()), bias);
  }
};

}  // namespace

Conv1D::Conv1D(Conv1DOptions options)
    : Layer(std::make_shared<ConvImpl<Conv1DOptions, 1>>("Conv1D", std::move(options))) {}
Conv1D::Conv1D(int filters, Sizes kernel_size, Conv1DOptions options)
    : Conv1D((options.filters = filters, options.kernel_size = std::move(kernel_size),
              std::move(options))) {}
Variable Conv1D::kernel() const { return as<ConvImpl<Conv1DOptions, 1>>().kernel; }
Variable Conv1D::bias() const { return as<ConvImpl<Conv1DOptions, 1>>().bias; }
Conv2D::Conv2D(Conv2DOptions options)
    : Layer(std::make_shared<ConvImpl<Conv2DOptions, 2>>("Conv2D", std::move(options))) {}
Conv2D::Conv2D(int filters, Sizes kernel_size, Conv2DOptions options)
    : Conv2D((options.filters = filters, options.kernel_size = std::move(kernel_size),
              std::move(options))) {}
Variable Conv2D::kernel() const { return as<ConvImpl<Conv2DOptions, 2>>().kernel; }
Variable Conv2D::bias() const { return as<ConvImpl<Conv2DOptions, 2>>().bias; }
Conv3D::Conv3D(Conv3DOptions options)
    : Layer(std::make_shared<ConvImpl<Conv3DOptions, 3>>("Conv3D", std::move(options))) {}
Conv3D::Conv3D(int filters, Sizes kernel_size, Conv3DOptions options)
    : Conv3D((options.filters = filters, options.kernel_size = std::move(kernel_size),
              std::move(options))) {}
Variable Conv3D::kernel() const { return as<ConvImpl<Conv3DOptions, 3>>().kernel; }
Variable Conv3D::bias() const { return as<ConvImpl<Conv3DOptions, 3>>().bias; }

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::Conv1D,
                                  keras::layers::Conv1DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::Conv2D,
                                  keras::layers::Conv2DOptions>;
template struct keras::Definition<keras::Layer, keras::layers::Conv3D,
                                  keras::layers::Conv3DOptions>;
