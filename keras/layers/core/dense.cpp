#include "keras/layers/core/dense.hpp"

#include "keras/layers/core/full_precision.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct DenseImpl final : LayerOf<DenseOptions> {
  Variable kernel, bias;

  explicit DenseImpl(DenseOptions o) : LayerOf("Dense", std::move(o)) {
    if (options.units <= 0)
      fail("layers.Dense: units must be positive; received units=", options.units);
    expect_full_precision("Dense", options);
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
    kernel = add_weight({.shape = {input[-1], options.units},
                         .initializer = options.kernel_initializer,
                         .regularizer = options.kernel_regularizer,
                         .constraint = options.kernel_constraint,
                         .dtype = policy.variable_dtype(),
                         .name = "kernel"});
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
    layers::enable_lora(*this, options, kernel, options.kernel_regularizer, rank, lora);
  }

  bool supports_masking() const override { return true; }
  Tensor call(const Tensor& x, CallContext&) override {
    if (x.rank() < 1 || x.shape(-1) != kernel.shape()[0])
      fail(path(), ": the last axis of the input must have ", kernel.shape()[0],
           " elements; received shape ", x.shape());
    auto y = ops::matmul(x, adapted(kernel, policy.compute_dtype()));
    if (options.use_bias) y = y + ops::cast(bias, policy.compute_dtype());
    return options.activation(y);
  }
};

}  // namespace

Dense::Dense(DenseOptions options) : Layer(std::make_shared<DenseImpl>(std::move(options))) {}
Dense::Dense(int units, DenseOptions options)
    : Dense((options.units = units, std::move(options))) {}
Variable Dense::kernel() const { return as<DenseImpl>().kernel; }
void Dense::enable_lora(int rank, LoraOptions options) const {
  as<DenseImpl>().enable_lora(rank, options);
}
Variable Dense::bias() const { return as<DenseImpl>().bias; }

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::Dense, keras::layers::DenseOptions>;
