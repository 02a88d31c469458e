#include "keras/layers/core/quantized_table.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/quantizers/int4.hpp"
#include "keras/quantizers/parameters.hpp"

namespace keras::layers {

using quantizers::Quantized;
using quantizers::Quantizer;

void QuantizedTable::build(Layer::Impl& layer, const Shape& shape,
                           const QuantizationConfig& config) {
  path_ = layer.path();
  shape_ = shape;
  four_bits_ = layer.policy.quantization_mode() == "int4";
  if (four_bits_) block_size_ = block_size_of(config, layer.policy);
  const auto add = [&](const char* name, Shape of, const char* initializer, DType dtype) {
    return layer.add_weight({.shape = std::move(of),
                             .initializer = initializer,
                             .trainable = false,
                             .dtype = dtype,
                             .name = name});
  };
  const auto tokens = shape[0], length = shape[1];
  values_ = add("embeddings", {tokens, four_bits_ ? (length + 1) / 2 : length}, "zeros", "int8");
  Shape scales = {tokens};
  if (block_size_) scales.push_back((length + *block_size_ - 1) / *block_size_);
  scale_ = add("embeddings_scale", scales, "ones", layer.policy.variable_dtype());
  if (!block_size_) return;
  zero_ = add("embeddings_zero", scales, "zeros", "int8");
  groups_ = add_groups(layer, length, *block_size_);
}

Variables QuantizedTable::saved_variables() const {
  if (!zero_.defined()) return {values_, scale_};
  return {values_, scale_, zero_, groups_};
}

// ---- to whole numbers ---------------------------------------------------------------------------

void QuantizedTable::assign(const Tensor& table, const Quantizer& weights) const {
  const auto whole = quantized(table, weights);
  values_.assign(whole.values);
  scale_.assign(whole.scale);
  if (zero_.defined()) zero_.assign(whole.zero);
}

Quantized QuantizedTable::quantized(const Tensor& table, const Quantizer& weights) const {
  Quantized whole;
  if (block_size_) {
    const auto columns = quantizers::abs_max_quantize_grouped_with_zero_point(
        ops::transpose(table), *block_size_, {.to_numpy = true});
    whole = {ops::transpose(columns.values), ops::transpose(columns.scale),
             ops::transpose(columns.zero)};
  } else {
    const auto range = four_bits_ ? std::pair(-8, 7) : std::pair(-127, 127);
    whole = weights.defined() ? weights(table)
                              : quantizers::abs_max_quantize(table, -1, {.value_range = range});
    if (whole.scale.shape() != Shape({shape_[0], 1}))
      fail(path_, ": the weight quantizer must give scales of shape ", Shape({shape_[0], 1}),
           "; received shape ", whole.scale.shape());
    whole.scale = ops::squeeze(whole.scale, {.axis = -1});
  }
  if (four_bits_) whole.values = quantizers::pack_int4(whole.values, {.axis = -1}).values;
  return whole;
}

void QuantizedTable::adapt(const LowRank& change) const {
  const auto merged = [this, change] {
    return quantized(dequantized(scale_.dtype()) + change.product(), {});
  };
  values_.slot()->adapted = [merged](const Tensor&) { return merged().values; };
  scale_.slot()->adapted = [merged](const Tensor&) { return merged().scale; };
  if (zero_.defined()) zero_.slot()->adapted = [merged](const Tensor&) { return merged().zero; };
}

// ---- and back -----------------------------------------------------------------------------------

Tensor QuantizedTable::whole_numbers() const {
  if (!four_bits_) return values_;
  return quantizers::unpack_int4(values_, shape_[1], {.axis = -1});
}

Tensor QuantizedTable::dequantized(const Tensor& whole, const Tensor& scale, const Tensor& zero,
                                   DType dtype) const {
  const auto numbers = ops::cast(whole, dtype), factor = ops::cast(scale, dtype);
  if (!block_size_) return numbers / ops::expand_dims(factor, -1);
  return quantizers::dequantize_with_sz_map(numbers, factor, zero, groups_);
}

Tensor QuantizedTable::dequantized(DType dtype) const {
  return dequantized(whole_numbers(), scale_, block_size_ ? Tensor(zero_) : Tensor(), dtype);
}

Tensor QuantizedTable::rows(const Tensor& tokens, DType dtype) const {
  const auto of = [&](const Tensor& x) { return ops::take(x, tokens, {.axis = 0}); };
  return dequantized(of(whole_numbers()), of(scale_), block_size_ ? of(zero_) : Tensor(), dtype);
}

Tensor QuantizedTable::transposed_product(const Tensor& x, const Quantizer& inputs,
                                          DType dtype) const {
  const auto kernel = ops::transpose(block_size_ ? dequantized(dtype) : whole_numbers());
  const auto whole =
      inputs.defined() ? inputs(x) : Quantized{x, ops::ones({1}, {.dtype = dtype}), {}};
  const auto y = ops::matmul(whole.values, kernel);
  if (block_size_) return y / whole.scale;
  return ops::cast(y, dtype) / (whole.scale * ops::cast(scale_, dtype));
}

}  // namespace keras::layers
