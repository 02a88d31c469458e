#include "keras/layers/convolutional/conv.hpp"

#include "keras/layers/convolutional/conv_layer.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct ConvImpl final : ConvLayer<ConvOptions, axes> {
  using ConvLayer<ConvOptions, axes>::options;
  Variable kernel, bias;

  ConvImpl(const char* name, ConvOptions o) : ConvLayer<ConvOptions, axes>(name, std::move(o)) {
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
    if (options.lora_rank.value_or(0) != 0)
      enable_lora(*options.lora_rank, {.lora_alpha = options.lora_alpha});
  }

  void enable_lora(int rank, const LoraOptions& lora) {
    layers::enable_lora(*this, options, {kernel, kernel.shape(), options.kernel_regularizer}, rank,
                        lora);
  }

  Object config() const override { return with_adaptation(ConvLayer<ConvOptions, axes>::config()); }

  Tensor call(const Tensor& x, CallContext&) override {
    const auto weight = adapted(kernel, this->policy.compute_dtype());
    return this->finished(ops::conv(this->padded(x), weight, this->arguments()), bias);
  }
};

}  // namespace

Conv1D::Conv1D(ConvOptions options)
    : Layer(std::make_shared<ConvImpl<1>>("Conv1D", std::move(options))) {}
Conv1D::Conv1D(int filters, Sizes kernel_size, ConvOptions options)
    : Conv1D((options.filters = filters, options.kernel_size = std::move(kernel_size),
              std::move(options))) {}
Variable Conv1D::kernel() const { return as<ConvImpl<1>>().kernel; }
Variable Conv1D::bias() const { return as<ConvImpl<1>>().bias; }
void Conv1D::enable_lora(int rank, LoraOptions options) const {
  as<ConvImpl<1>>().enable_lora(rank, options);
}
Conv2D::Conv2D(ConvOptions options)
    : Layer(std::make_shared<ConvImpl<2>>("Conv2D", std::move(options))) {}
Conv2D::Conv2D(int filters, Sizes kernel_size, ConvOptions options)
    : Conv2D((options.filters = filters, options.kernel_size = std::move(kernel_size),
              std::move(options))) {}
Variable Conv2D::kernel() const { return as<ConvImpl<2>>().kernel; }
Variable Conv2D::bias() const { return as<ConvImpl<2>>().bias; }
void Conv2D::enable_lora(int rank, LoraOptions options) const {
  as<ConvImpl<2>>().enable_lora(rank, options);
}
Conv3D::Conv3D(ConvOptions options)
    : Layer(std::make_shared<ConvImpl<3>>("Conv3D", std::move(options))) {}
Conv3D::Conv3D(int filters, Sizes kernel_size, ConvOptions options)
    : Conv3D((options.filters = filters, options.kernel_size = std::move(kernel_size),
              std::move(options))) {}
Variable Conv3D::kernel() const { return as<ConvImpl<3>>().kernel; }
Variable Conv3D::bias() const { return as<ConvImpl<3>>().bias; }
void Conv3D::enable_lora(int rank, LoraOptions options) const {
  as<ConvImpl<3>>().enable_lora(rank, options);
}

const Registered<Layer> registered_conv1d =
    registered<Layer, Conv1D, ConvOptions>("keras.layers", "Conv1D");
const Registered<Layer> registered_conv2d =
    registered<Layer, Conv2D, ConvOptions>("keras.layers", "Conv2D");
const Registered<Layer> registered_conv3d =
    registered<Layer, Conv3D, ConvOptions>("keras.layers", "Conv3D");

}  // namespace keras::layers
