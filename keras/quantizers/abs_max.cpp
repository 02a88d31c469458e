#include "keras/quantizers/abs_max.hpp"

#include "keras/core/described.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/quantizers/parameters.hpp"

namespace keras::quantizers {
namespace {

struct AbsMax final : Described<Quantizer::Impl, AbsMaxQuantizerOptions> {
  using Described::Described;
  std::string_view class_name() const override { return "AbsMaxQuantizer"; }
  std::optional<std::pair<int, int>> value_range() const override { return options.value_range; }
  DType output_dtype() const override { return options.output_dtype; }
  Object config() const override {
    auto config = Described::config();
    if (!options.axis.given()) config.erase("axis");
    return config;
  }
  Quantized quantize(const Tensor& x, const Axes& axis) const override {
    const auto own = options.axis.given() ? options.axis : Axes(-1);
    return abs_max_quantize(x, axis.given() ? axis : own,
                            {.value_range = options.value_range,
                             .dtype = options.output_dtype,
                             .epsilon = options.epsilon});
  }
};

AbsMaxQuantizerOptions checked(AbsMaxQuantizerOptions options) {
  const auto [low, high] = options.value_range;
  if (options.output_dtype == DType::int8 && (low < -128 || high > 127))
    fail("quantizers.AbsMaxQuantizer: value_range must lie within [-128, 127] for ",
         "output_dtype='int8'; received value_range=", keras::to_value(options.value_range));
  // Keras saves an axis as the list of it.
  if (options.axis.given()) {
    std::vector<int> axes;
    const auto saved = to_value(options.axis);
    from_value(saved.is_list() ? saved : Value(List{saved}), axes);
    options.axis = Axes(axes);
  }
  return options;
}

/// (groups, block size, columns), padded with zeros.
Tensor grouped(const Tensor& x, int block_size) {
  const auto rows = x.shape()[0], columns = x.shape()[1];
  const auto groups = (rows + block_size - 1) / block_size;
  const auto missing = static_cast<int>(groups * block_size - rows);
  const auto padded = missing == 0 ? x : ops::pad(x, {{0, missing}, {0, 0}});
  return ops::reshape(padded, {groups, block_size, columns});
}

/// (groups, columns): the scale and the zero point of each group.
Quantized scales_of(const Tensor& groups, const GroupedOptions& options) {
  const auto [low, high] = options.value_range;
  const auto least = ops::min(groups, {.axis = 1}), most = ops::max(groups, {.axis = 1});
  const auto scale = (most - least + options.epsilon) / (high - low);
  return {{}, scale, ops::clip(ops::round(-least / scale) + low, low, high)};
}

/// The same as Keras finds them on a device, from the transposed matrix.
Quantized device_scales_of(const Tensor& x, int block_size, const GroupedOptions& options) {
  const auto found =
      compute_quantization_parameters(ops::transpose(x), {.bits = bits_of(options.value_range),
                                                          .per_channel = true,
                                                          .group_size = block_size,
                                                          .compute_dtype = x.dtype(),
                                                          .epsilon = options.epsilon,
                                                          .is_signed = true});
  return {{}, ops::transpose(found.scale), ops::transpose(found.zero)};
}

}  // namespace

Quantized abs_max_quantize(const Tensor& x, const Axes& axis, AbsMaxOptions options) {
  const auto [low, high] = options.value_range;
  const auto largest = ops::max(ops::abs(x), {.axis = axis, .keepdims = true});
  const auto scale = ops::cast(high / (largest + options.epsilon), x.dtype());
  const auto values = ops::clip(ops::round(x * scale), low, high);
  return {ops::cast(values, options.dtype), scale, {}};
}

Quantized abs_max_quantize_grouped_with_zero_point(const Tensor& x, int block_size,
                                                   GroupedOptions options) {
  if (x.rank() != 2 || block_size <= 0)
    fail("quantizers.abs_max_quantize_grouped_with_zero_point: the input must be a matrix and ",
         "block_size positive; received shape ", x.shape(), " and block_size=", block_size);
  const auto [low, high] = options.value_range;
  const auto groups = grouped(x, block_size);
  const auto found =
      options.to_numpy ? scales_of(groups, options) : device_scales_of(x, block_size, options);
  const auto scale = ops::expand_dims(found.scale, 1), zero = ops::expand_dims(found.zero, 1);
  const auto values = ops::clip(ops::round(groups / scale) + zero, low, high);
  const auto rows = ops::reshape(values, {-1, x.shape()[1]});
  return {ops::cast(ops::slice(rows, {0, 0}, x.shape()), options.dtype),
          ops::cast(found.scale, x.dtype()), ops::cast(found.zero, "int8")};
}

AbsMaxQuantizer::AbsMaxQuantizer(AbsMaxQuantizerOptions options)
    : Quantizer(std::make_shared<const AbsMax>(checked(std::move(options)))) {}

const Registered<Quantizer> registered_abs_max_quantizer =
    registered<Quantizer, AbsMaxQuantizer, AbsMaxQuantizerOptions>("keras.quantizers",
                                                                   "AbsMaxQuantizer");

}  // namespace keras::quantizers
