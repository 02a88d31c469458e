#include "keras/layers/convolutional/conv_transpose.hpp"

#include "keras/layers/convolutional/conv_layer.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct ConvTransposeImpl final : ConvLayer<ConvTransposeOptions, axes> {
  using ConvLayer<ConvTransposeOptions, axes>::options;
  Variable kernel, bias;

  ConvTransposeImpl(const char* name, ConvTransposeOptions o)
      : ConvLayer<ConvTransposeOptions, axes>(name, std::move(o)) {
    this->expect_positive("filters", options.filters);
    this->expect_one_spread();
    if (!options.output_padding) return;
    auto& added = *options.output_padding;
    added = added.resolved(axes, text("layers.", name, ": output_padding").c_str(), 0);
    for (int i = 0; i < axes; ++i)
      if (added[i] >= options.strides[i])
        fail("layers.", name,
             ": output_padding must be less than strides; received output_padding=",
             to_value(added), " strides=", to_value(options.strides));
  }

  void build(const Shape& input) override {
    kernel = this->add_kernel(
        "kernel", {options.filters, this->channels(input)},
        {options.kernel_initializer, options.kernel_regularizer, options.kernel_constraint});
    bias = this->add_bias(options.filters);
  }

  Tensor call(const Tensor& x, CallContext&) override {
    this->check_input(x);
    return this->finished(ops::conv_transpose(x, this->cast(kernel),
                                              {.strides = options.strides,
                                               .padding = options.padding,
                                               .output_padding = options.output_padding,
                                               .data_format = options.data_format,
                                               .dilation_rate = options.dilation_rate}),
                          bias);
  }
};

}  // namespace

Conv1DTranspose::Conv1DTranspose(ConvTransposeOptions options)
    : Layer(std::make_shared<ConvTransposeImpl<1>>("Conv1DTranspose", std::move(options))) {}
Conv1DTranspose::Conv1DTranspose(int filters, Sizes kernel_size, ConvTransposeOptions options)
    : Conv1DTranspose((options.filters = filters, options.kernel_size = std::move(kernel_size),
                       std::move(options))) {}
Variable Conv1DTranspose::kernel() const { return as<ConvTransposeImpl<1>>().kernel; }
Variable Conv1DTranspose::bias() const { return as<ConvTransposeImpl<1>>().bias; }
Conv2DTranspose::Conv2DTranspose(ConvTransposeOptions options)
    : Layer(std::make_shared<ConvTransposeImpl<2>>("Conv2DTranspose", std::move(options))) {}
Conv2DTranspose::Conv2DTranspose(int filters, Sizes kernel_size, ConvTransposeOptions options)
    : Conv2DTranspose((options.filters = filters, options.kernel_size = std::move(kernel_size),
                       std::move(options))) {}
Variable Conv2DTranspose::kernel() const { return as<ConvTransposeImpl<2>>().kernel; }
Variable Conv2DTranspose::bias() const { return as<ConvTransposeImpl<2>>().bias; }
Conv3DTranspose::Conv3DTranspose(ConvTransposeOptions options)
    : Layer(std::make_shared<ConvTransposeImpl<3>>("Conv3DTranspose", std::move(options))) {}
Conv3DTranspose::Conv3DTranspose(int filters, Sizes kernel_size, ConvTransposeOptions options)
    : Conv3DTranspose((options.filters = filters, options.kernel_size = std::move(kernel_size),
                       std::move(options))) {}
Variable Conv3DTranspose::kernel() const { return as<ConvTransposeImpl<3>>().kernel; }
Variable Conv3DTranspose::bias() const { return as<ConvTransposeImpl<3>>().bias; }

const Registered<Layer> registered_conv1d_transpose =
    registered<Layer, Conv1DTranspose, ConvTransposeOptions>("keras.layers", "Conv1DTranspose");
const Registered<Layer> registered_conv2d_transpose =
    registered<Layer, Conv2DTranspose, ConvTransposeOptions>("keras.layers", "Conv2DTranspose");
const Registered<Layer> registered_conv3d_transpose =
    registered<Layer, Conv3DTranspose, ConvTransposeOptions>("keras.layers", "Conv3DTranspose");

}  // namespace keras::layers
