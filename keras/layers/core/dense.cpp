#include "keras/layers/core/dense.hpp"

#include "keras/layers/core/kernel.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

/// x times the kernel, along the last axis.
Contraction last_axis() {
  const auto same = [](const Tensor& scale) { return scale; };
  return {.product = ops::matmul,
          .input_axes = {-1},
          .kernel_axes = {0},
          .from_input = same,
          .from_kernel = [](const Tensor& scale) { return ops::squeeze(scale, {.axis = 0}); },
          .to_kernel = same};
}

struct DenseImpl final : LayerOf<DenseOptions> {
  Kernel kernel;
  Variable bias;

  explicit DenseImpl(DenseOptions o) : LayerOf("Dense", std::move(o)) {
    if (options.units <= 0)
      fail("layers.Dense: units must be positive; received units=", options.units);
    activity_regularizer = options.activity_regularizer;
  }

  Object config() const override {
    auto config = with_adaptation(LayerOf::config());
    config.erase("activity_regularizer");
    return config;
  }

  void build(const Shape& input) override {
    if (input.empty() || input[-1] == Shape::unknown)
      fail("the last axis of the input must be known; received shape ", input);
    kernel.build(*this, {.shape = {input[-1], options.units},
                         .initializer = options.kernel_initializer,
                         .regularizer = options.kernel_regularizer,
                         .constraint = options.kernel_constraint,
                         .quantization_config = options.quantization_config,
                         .contraction = last_axis()});
    if (options.use_bias) add_bias();
    if (options.lora_rank.value_or(0) != 0) enable_lora(*options.lora_rank, {});
  }

  void add_bias() {
    bias = add_weight({.shape = {options.units},
                       .initializer = options.bias_initializer,
                       .regularizer = options.bias_regularizer,
                       .constraint = options.bias_constraint,
                       .dtype = policy.variable_dtype(),
                       .name = "bias"});
  }

  void enable_lora(int rank, const LoraOptions& lora) {
    kernel.enable_lora(*this, options, rank, lora);
  }

  bool supports_quantization(const std::string& mode) const override {
    return Kernel::supports_quantization(mode);
  }
  void quantize_weights(const QuantizationConfig& config) override {
    options.quantization_config = config;
    kernel.quantize(*this, config);
  }
  Variables saved_variables() const override { return kernel.saved_variables(bias); }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext& context) override {
    const auto length = kernel.shape()[0];
    if (x.rank() < 1 || x.shape(-1) != length)
      fail(path(), ": the last axis of the input must have ", length, " elements; received shape ",
           x.shape());
    auto y = kernel.product(*this, x, context.training);
    if (options.use_bias) y = y + kernel.bias(*this, bias);
    return options.activation(y);
  }
};

}  // namespace

Dense::Dense(DenseOptions options) : Layer(std::make_shared<DenseImpl>(std::move(options))) {}
Dense::Dense(int units, DenseOptions options)
    : Dense((options.units = units, std::move(options))) {}
Variable Dense::kernel() const { return as<DenseImpl>().kernel.variable(); }
void Dense::enable_lora(int rank, LoraOptions options) const {
  as<DenseImpl>().enable_lora(rank, options);
}
Variable Dense::bias() const { return as<DenseImpl>().bias; }

const Registered<Layer> registered_dense =
    registered<Layer, Dense, DenseOptions>("keras.layers", "Dense");

}  // namespace keras::layers
