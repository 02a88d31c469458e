#include "keras/layers/core/kernel.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {

void Kernel::build(Layer::Impl& layer, KernelPlan plan) {
  plan_ = std::move(plan);
  const auto& mode = layer.policy.quantization_mode();
  if (mode == "int8" || mode == "int4") return build_whole(layer);
  if (mode == "float8") float8_.build(layer);
  variable_ = layer.add_weight({.shape = plan_.shape,
                                .initializer = plan_.initializer,
                                .regularizer = plan_.regularizer,
                                .constraint = plan_.constraint,
                                .dtype = layer.policy.variable_dtype(),
                                .name = "kernel"});
}

void Kernel::build_whole(Layer::Impl& layer) {
  const auto& config = plan_.quantization_config;
  const bool rounds_inputs = layer.policy.quantization_mode() == "int8";
  const auto by_default = rounds_inputs ? Quantizer(quantizers::AbsMaxQuantizer()) : Quantizer();
  whole_.build(layer, {.shape = plan_.shape,
                       .contraction = plan_.contraction,
                       .inputs = activation_quantizer(config, by_default),
                       .block_size = block_size_of(config, layer.policy)});
  variable_ = whole_.values();
}

void Kernel::quantize(Layer::Impl& layer, const QuantizationConfig& config) {
  plan_.quantization_config = config;
  if (config->mode == "float8") {
    if (change_.defined()) expect_adaptable(layer);
    return float8_.build(layer);
  }
  const auto numbers = variable_.value();
  layer.remove_weight(variable_);
  build_whole(layer);
  whole_.assign(numbers, weight_quantizer(config));
  if (change_.defined()) whole_.adapt(change_);
}

void Kernel::expect_adaptable(const Layer::Impl& layer) const {
  if (layer.policy.quantization_mode() == "float8")
    fail(layer.path(),
         ": a kernel in float8 cannot be adapted; received dtype=", quoted(layer.policy.name()));
}

Tensor Kernel::product(const Layer::Impl& layer, const Tensor& x, bool training) const {
  const auto dtype = layer.policy.compute_dtype();
  const auto& multiply = plan_.contraction.product;
  if (float8_.built()) return float8_(x, ops::cast(variable_, dtype), multiply, training);
  if (!whole_.built()) return multiply(x, adapted(variable_, dtype));
  const auto y = whole_.product(x, dtype);
  if (!change_.defined()) return y;
  const auto narrow = multiply(x, ops::cast(change_.a, dtype));
  return ops::cast(y + change_.scale * ops::matmul(narrow, ops::cast(change_.b, dtype)), dtype);
}

Tensor Kernel::bias(const Layer::Impl& layer, const Variable& bias) const {
  const auto dtype = layer.policy.compute_dtype();
  const bool narrows = float8_.built() && dtype == DType::float32;
  return ops::cast(narrows ? ops::cast(bias, "bfloat16") : Tensor(bias), dtype);
}

Variables Kernel::saved_variables(const Variable& bias) const {
  Variables saved = {variable_};
  const auto add = [&](const Variables& more) {
    saved.insert(saved.end(), more.begin(), more.end());
  };
  if (bias.defined()) add({bias});
  if (whole_.built()) add(whole_.saved_scales());
  if (float8_.built()) add(float8_.saved_variables());
  return saved;
}

}  // namespace keras::layers
