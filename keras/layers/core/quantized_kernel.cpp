#include "keras/layers/core/quantized_kernel.hpp"

#include <algorithm>

#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/straight_through.hpp"
#include "keras/quantizers/int4.hpp"
#include "keras/quantizers/parameters.hpp"

namespace keras::layers {
namespace {

using quantizers::Quantized;
using quantizers::Quantizer;

VariableOptions fixed(std::string name, Shape shape, const char* initializer, DType dtype) {
  return {.shape = std::move(shape),
          .initializer = initializer,
          .trainable = false,
          .dtype = dtype,
          .name = std::move(name)};
}

}  // namespace

Quantizer activation_quantizer(const QuantizationConfig& config, const Quantizer& by_default) {
  return config.defined() ? config->activation_quantizer : by_default;
}

Quantizer weight_quantizer(const QuantizationConfig& config) {
  return config.defined() ? config->weight_quantizer : Quantizer();
}

std::optional<int> block_size_of(const QuantizationConfig& config, const DTypePolicy& policy) {
  const bool says = config.defined() && config->mode == "int4";
  const auto size = says ? config->block_size : policy.block_size();
  return size == -1 ? std::optional<int>() : size;
}

Variable add_groups(Layer::Impl& layer, std::int64_t count, int block_size) {
  std::vector<float> groups(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < groups.size(); ++i)
    groups[i] = static_cast<float>(i / static_cast<std::size_t>(block_size));
  const auto variable = layer.add_weight(fixed("g_idx", {count}, "zeros", "float32"));
  variable.assign(Tensor(groups, {count}));
  return variable;
}

void QuantizedKernel::build(Layer::Impl& layer, QuantizedKernelPlan plan) {
  plan_ = std::move(plan);
  path_ = layer.path();
  four_bits_ = layer.policy.quantization_mode() == "int4";
  if (four_bits_) return build_matrix(layer);
  values_ = layer.add_weight(fixed(plan_.name, plan_.shape, "zeros", "int8"));
  const auto scale = plan_.contraction.from_kernel(ops::ones(reduced_shape()));
  scale_ = layer.add_weight(
      fixed(plan_.name + "_scale", scale.shape(), "ones", layer.policy.variable_dtype()));
}

void QuantizedKernel::build_matrix(Layer::Impl& layer) {
  const auto reduced = reduced_shape();
  columns_ = reduced.elements();
  rows_ = columns_ == 0 ? 0 : plan_.shape.elements() / columns_;
  const Shape packed = plan_.packed_axis == 0 ? Shape({(rows_ + 1) / 2, columns_})
                                              : Shape({rows_, (columns_ + 1) / 2});
  values_ = layer.add_weight(fixed(plan_.name, packed, "zeros", "int8"));
  Shape scales = {columns_};
  if (const auto size = plan_.block_size) scales = {(rows_ + *size - 1) / *size, columns_};
  scale_ =
      layer.add_weight(fixed(plan_.name + "_scale", scales, "ones", layer.policy.variable_dtype()));
  if (!plan_.block_size) return;
  zero_ = layer.add_weight(fixed(plan_.name + "_zero", scales, "zeros", plan_.zero_dtype));
  if (plan_.groups.defined()) return;
  plan_.groups = groups_ = add_groups(layer, rows_, *plan_.block_size);
}

/// The kernel's shape with length 1 for what is summed over.
Shape QuantizedKernel::reduced_shape() const {
  auto shape = plan_.shape;
  for (const int axis : plan_.contraction.kernel_axes) shape[axis] = 1;
  return shape;
}

Variables QuantizedKernel::saved_scales() const {
  Variables saved = {scale_};
  if (zero_.defined()) saved.push_back(zero_);
  if (groups_.defined()) saved.push_back(groups_);
  return saved;
}

// ---- to whole numbers ---------------------------------------------------------------------------

void QuantizedKernel::assign(const Tensor& kernel, const Quantizer& weights) const {
  const auto whole = quantized(kernel, weights);
  values_.assign(whole.values);
  scale_.assign(whole.scale);
  if (zero_.defined()) zero_.assign(whole.zero);
}

Quantized QuantizedKernel::quantized(const Tensor& kernel, const Quantizer& weights) const {
  if (four_bits_) {
    auto whole = quantized_matrix(ops::reshape(kernel, {rows_, columns_}), weights);
    whole.values = quantizers::pack_int4(whole.values, {.axis = plan_.packed_axis}).values;
    return whole;
  }
  const Axes axes(plan_.contraction.kernel_axes);
  auto whole = weights.defined() ? weights(kernel) : quantizers::abs_max_quantize(kernel, axes);
  if (whole.scale.shape() != reduced_shape())
    fail(path_, ": the weight quantizer must give scales of shape ", reduced_shape(),
         "; received shape ", whole.scale.shape());
  whole.scale = plan_.contraction.from_kernel(whole.scale);
  return whole;
}

Quantized QuantizedKernel::quantized_matrix(const Tensor& matrix, const Quantizer& weights) const {
  if (plan_.block_size)
    return quantizers::abs_max_quantize_grouped_with_zero_point(matrix, *plan_.block_size,
                                                                {.to_numpy = true});
  auto whole = weights.defined()
                   ? weights(matrix)
                   : quantizers::abs_max_quantize(matrix, 0, {.value_range = {-8, 7}});
  if (whole.scale.shape() != Shape({1, columns_}))
    fail(path_, ": the weight quantizer must give scales of shape ", Shape({1, columns_}),
         "; received shape ", whole.scale.shape());
  whole.scale = ops::reshape(whole.scale, {columns_});
  return whole;
}

void QuantizedKernel::adapt(const LowRank& change) const {
  const auto merged = [this, change] {
    return quantized(dequantized(scale_.dtype()) + change.product(), {});
  };
  values_.slot()->adapted = [merged](const Tensor&) { return merged().values; };
  scale_.slot()->adapted = [merged](const Tensor&) { return merged().scale; };
  if (zero_.defined()) zero_.slot()->adapted = [merged](const Tensor&) { return merged().zero; };
}

// ---- and products of them -----------------------------------------------------------------------

Tensor QuantizedKernel::matrix() const {
  const auto length = plan_.packed_axis == 0 ? rows_ : columns_;
  return quantizers::unpack_int4(values_, length, {.axis = plan_.packed_axis});
}

Tensor QuantizedKernel::whole_numbers() const {
  return four_bits_ ? ops::reshape(matrix(), plan_.shape) : Tensor(values_);
}

Tensor QuantizedKernel::dequantized(DType dtype) const {
  const auto scale = ops::cast(scale_, dtype);
  if (!four_bits_) return ops::cast(values_, dtype) / plan_.contraction.to_kernel(scale);
  const auto numbers =
      plan_.block_size ? quantizers::dequantize_with_sz_map(matrix(), scale, zero_, plan_.groups, 0)
                       : ops::cast(matrix(), dtype) / scale;
  return ops::reshape(ops::cast(numbers, dtype), plan_.shape);
}

bool QuantizedKernel::scales_products() const {
  return !four_bits_ || (!plan_.block_size && plan_.contraction.scales_products);
}

Tensor QuantizedKernel::rounded_product(const Tensor& x, DType dtype) const {
  const auto& contraction = plan_.contraction;
  const auto kernel = scales_products() ? whole_numbers() : ops::stop_gradient(dequantized(dtype));
  auto scale = scales_products() ? ops::cast(scale_, dtype) : Tensor();
  auto inputs = x;
  if (plan_.inputs.defined()) {
    const auto whole = plan_.inputs(x, Axes(contraction.input_axes));
    const auto laid_out = contraction.from_input(whole.scale);
    scale = scale.defined() ? scale * laid_out : laid_out;
    inputs = whole.values;
  }
  const auto y = ops::cast(contraction.product(inputs, kernel), dtype);
  return scale.defined() ? y / scale : y;
}

Tensor QuantizedKernel::product(const Tensor& x, DType dtype) const {
  const auto y = rounded_product(x, dtype);
  if (!plan_.inputs.defined()) return y;
  // Rounding has no gradient: that of the product with the numbers takes its place, as in Keras.
  return ops::straight_through(
      y, plan_.contraction.product(x, ops::stop_gradient(dequantized(dtype))));
}

}  // namespace keras::layers
