#include "keras/quantizers/quantization_config.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/registry_impl.hpp"

namespace keras::quantizers {
namespace {

/// Keras takes what a saved config lacks for None, whatever the default is.
template <class Options>
Options options_or_none(const Object& saved) {
  auto config = saved;
  for (const auto name : reflect::names<Options>) config[name];
  return options_from<Options>(config);
}

void expect_int8(const char* config, const Quantizer& weights) {
  if (weights.defined() && weights.output_dtype() != DType::int8)
    fail("quantizers.", config, ": output_dtype of weight_quantizer must be 'int8'; received ",
         "output_dtype=", quoted(weights.output_dtype().name()));
}

Int4QuantizationConfigOptions checked(Int4QuantizationConfigOptions options) {
  const auto& size = options.block_size;
  const auto& weights = options.weight_quantizer;
  if (size && *size != -1 && *size <= 0)
    fail("quantizers.Int4QuantizationConfig: block_size must be None, -1 or positive; received ",
         "block_size=", *size);
  if (size && *size > 0 && (weights.defined() || options.activation_quantizer.defined()))
    fail("quantizers.Int4QuantizationConfig: block_size must be None or -1 where quantizers are ",
         "given; received block_size=", *size);
  if (weights.defined() && weights.value_range() && *weights.value_range() != std::pair(-8, 7))
    fail("quantizers.Int4QuantizationConfig: value_range of weight_quantizer must be [-8, 7]; ",
         "received value_range=", keras::to_value(*weights.value_range()));
  expect_int8("Int4QuantizationConfig", weights);
  return options;
}

}  // namespace

Int8QuantizationConfig::Int8QuantizationConfig(Int8QuantizationConfigOptions options)
    : QuantizationConfig(Impl{.class_name = "Int8QuantizationConfig",
                              .mode = "int8",
                              .weight_quantizer = options.weight_quantizer,
                              .activation_quantizer = options.activation_quantizer}) {
  expect_int8("Int8QuantizationConfig", options.weight_quantizer);
}

Int4QuantizationConfig::Int4QuantizationConfig(Int4QuantizationConfigOptions options)
    : QuantizationConfig(Impl{.class_name = "Int4QuantizationConfig",
                              .mode = "int4",
                              .weight_quantizer = options.weight_quantizer,
                              .activation_quantizer = options.activation_quantizer,
                              .block_size = checked(options).block_size}) {}

Float8QuantizationConfig::Float8QuantizationConfig(Float8QuantizationConfigOptions)
    : QuantizationConfig(Impl{.class_name = "Float8QuantizationConfig", .mode = "float8"}) {}

QuantizationConfig Int8QuantizationConfig::from_config(const Object& config) {
  if (config.empty()) return Int8QuantizationConfig();  // "int8"
  return Int8QuantizationConfig(options_or_none<Int8QuantizationConfigOptions>(config));
}

QuantizationConfig Int4QuantizationConfig::from_config(const Object& config) {
  if (config.empty()) return Int4QuantizationConfig();  // "int4"
  return Int4QuantizationConfig(options_or_none<Int4QuantizationConfigOptions>(config));
}

Value to_value(const QuantizationConfig& config) {
  if (!config.defined()) return nullptr;
  Object saved;
  if (config->mode != "float8")
    saved = {{"weight_quantizer", to_value(config->weight_quantizer)},
             {"activation_quantizer", to_value(config->activation_quantizer)}};
  if (config->mode == "int4") saved["block_size"] = keras::to_value(config->block_size);
  return serialized("keras.quantizers", config->class_name, saved);
}

const Registered<QuantizationConfig> registered_int8_quantization_config =
    registered<QuantizationConfig, Int8QuantizationConfig, Int8QuantizationConfigOptions>(
        "keras.quantizers", "Int8QuantizationConfig", {"int8"});
const Registered<QuantizationConfig> registered_int4_quantization_config =
    registered<QuantizationConfig, Int4QuantizationConfig, Int4QuantizationConfigOptions>(
        "keras.quantizers", "Int4QuantizationConfig", {"int4"});
const Registered<QuantizationConfig> registered_float8_quantization_config =
    registered<QuantizationConfig, Float8QuantizationConfig, Float8QuantizationConfigOptions>(
        "keras.quantizers", "Float8QuantizationConfig", {"float8"});

}  // namespace keras::quantizers

template class keras::Registry<keras::quantizers::QuantizationConfig>;
