#include "keras/layers/rnn/conv_lstm.hpp"

#include "keras/layers/convolutional/conv_layer.hpp"
#include "keras/layers/rnn/gated_cell.hpp"
#include "keras/layers/rnn/recurrent_layer.hpp"

namespace keras::layers {
namespace {

template <int axes>
struct ConvLSTMCellImpl final : ConvLayer<ConvLSTMOptions, axes>, Cell {
  using Base = ConvLayer<ConvLSTMOptions, axes>;
  using Base::options;
  Variable kernel, recurrent_kernel, bias;
  random::SeedGenerator generator;

  ConvLSTMCellImpl(const char* layer, ConvLSTMOptions o)
      : Base(layer, std::move(o)), generator(options.seed) {
    this->expect_positive("filters", options.filters);
    this->expect_one_spread();
    options.dropout = std::clamp(options.dropout, 0.0, 1.0);
    options.recurrent_dropout = std::clamp(options.recurrent_dropout, 0.0, 1.0);
  }

  layers::Cell* cell() override { return this; }
  std::size_t state_count() const override { return 2; }

  void build(const Shape& input) override {
    const auto channels = this->channels(input);
    for (int i = 0; i < axes; ++i)
      if (input[first_axis() + i] == Shape::unknown)
        fail("the lengths of the images must be known; received shape ", input);
    kernel = this->add_kernel(
        "kernel", {channels, 4 * options.filters},
        {options.kernel_initializer, options.kernel_regularizer, options.kernel_constraint});
    recurrent_kernel =
        this->add_kernel("recurrent_kernel", {options.filters, 4 * options.filters},
                         {options.recurrent_initializer, options.recurrent_regularizer,
                          options.recurrent_constraint});
    bias = this->add_bias(4 * options.filters);
    if (options.use_bias && options.unit_forget_bias)
      bias.assign(forget_bias(options.bias_initializer, options.filters, bias.dtype()));
  }

  int first_axis() const { return this->channels_first() ? 2 : 1; }
  int channel_axis() const { return this->channels_first() ? 1 : -1; }

  std::vector<Shape> state_shapes(const Shape& x) const override {
    auto shape = x.from(1);
    shape[this->channels_first() ? 0 : axes] = options.filters;
    for (int i = 0; i < axes; ++i) {
      auto& length = shape[first_axis() - 1 + i];
      const auto reach = options.padding == "same"
                             ? 1
                             : options.dilation_rate[i] * (options.kernel_size[i] - 1) + 1;
      length = (length - reach) / options.strides[i] + 1;
    }
    return {shape, shape};
  }

  /// Of the four gates side by side; each with its own mask if there are any.
  Tensor convolved(const Tensor& x, const std::vector<Tensor>& masks, const Tensor& weights,
                   const ops::ConvOptions& how) const {
    if (masks.empty()) return ops::conv(x, weights, how);
    const auto parts = ops::split(weights, 4, {.axis = -1});
    std::vector<Tensor> gates;
    for (std::size_t gate = 0; gate < parts.size(); ++gate)
      gates.push_back(ops::conv(x * masks[gate], parts[gate], how));
    return ops::concatenate(gates, {.axis = channel_axis()});
  }

  Tensor offset() const {
    Shape shape(std::vector<std::int64_t>(axes + 2, 1));
    shape[channel_axis()] = 4 * options.filters;
    return ops::reshape(this->cast(bias), shape);
  }

  Step begin(const Shape& x, bool training) const override {
    const auto drawn = [&](const Shape& shape, double rate) {
      return dropout_masks(shape, this->policy.compute_dtype(), training && rate < 1 ? rate : 0, 4,
                           generator);
    };
    const auto x_masks = drawn(x, options.dropout),
               h_masks = drawn(Shape({x[0]}) + state_shapes(x)[0], options.recurrent_dropout);
    return [=, this](const Tensor& x, const std::vector<Tensor>& states) -> CellResult {
      auto z = convolved(x, x_masks, this->cast(kernel), this->arguments());
      if (options.use_bias) z = z + offset();
      z = z + convolved(states[0], h_masks, this->cast(recurrent_kernel),
                        {.padding = "same", .data_format = options.data_format});
      return lstm_step(ops::split(z, 4, {.axis = channel_axis()}), states[1], options.activation,
                       options.recurrent_activation);
    };
  }

  Tensor call(const Tensor& x, CallContext& context) override { return call(Tensors(x), context); }
  Tensors call(const Tensors& inputs, CallContext& context) override {
    return call_cell(*this, this->path(), inputs, context.training);
  }
};

template <int axes>
struct ConvLSTMImpl final : RecurrentOf<ConvLSTMOptions> {
  using CellImpl = ConvLSTMCellImpl<axes>;

  ConvLSTMImpl(const char* name, ConvLSTMOptions o)
      : RecurrentOf<ConvLSTMOptions>(name, o, cell_for(name, o)) {
    this->options = taken_from<ConvLSTMOptions>(this->cell_layer.template as<CellImpl>().options);
    this->options.name = this->name;
  }

  static Layer cell_for(const char* name, ConvLSTMOptions o) {
    o.name = "conv_lstm_cell";
    return Layer(std::make_shared<CellImpl>(name, std::move(o)));
  }
};

}  // namespace

ConvLSTM1D::ConvLSTM1D(ConvLSTMOptions options)
    : Layer(std::make_shared<ConvLSTMImpl<1>>("ConvLSTM1D", std::move(options))) {}
ConvLSTM1D::ConvLSTM1D(int filters, Sizes kernel_size, ConvLSTMOptions options)
    : ConvLSTM1D((options.filters = filters, options.kernel_size = std::move(kernel_size),
                  std::move(options))) {}
ConvLSTM2D::ConvLSTM2D(ConvLSTMOptions options)
    : Layer(std::make_shared<ConvLSTMImpl<2>>("ConvLSTM2D", std::move(options))) {}
ConvLSTM2D::ConvLSTM2D(int filters, Sizes kernel_size, ConvLSTMOptions options)
    : ConvLSTM2D((options.filters = filters, options.kernel_size = std::move(kernel_size),
                  std::move(options))) {}
ConvLSTM3D::ConvLSTM3D(ConvLSTMOptions options)
    : Layer(std::make_shared<ConvLSTMImpl<3>>("ConvLSTM3D", std::move(options))) {}
ConvLSTM3D::ConvLSTM3D(int filters, Sizes kernel_size, ConvLSTMOptions options)
    : ConvLSTM3D((options.filters = filters, options.kernel_size = std::move(kernel_size),
                  std::move(options))) {}

const Registered<Layer> registered_conv_lstm1d =
    registered<Layer, ConvLSTM1D, ConvLSTMOptions>("keras.layers", "ConvLSTM1D");
const Registered<Layer> registered_conv_lstm2d =
    registered<Layer, ConvLSTM2D, ConvLSTMOptions>("keras.layers", "ConvLSTM2D");
const Registered<Layer> registered_conv_lstm3d =
    registered<Layer, ConvLSTM3D, ConvLSTMOptions>("keras.layers", "ConvLSTM3D");

}  // namespace keras::layers
