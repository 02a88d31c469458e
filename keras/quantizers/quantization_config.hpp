#pragma once
#include "keras/quantizers/abs_max.hpp"

namespace keras::quantizers {

/// How layers are quantized: by mode ("int8", "int4", "float8") or object.
///
///     model.quantize("int8");
///     model.quantize(quantizers::Int4QuantizationConfig({.block_size = 64}));
class QuantizationConfig {
 public:
  static constexpr const char* kind = "quantization config";

  /// What the configs of all modes say.
  struct Impl {
    std::string class_name, mode;
    Quantizer weight_quantizer = {};
    Quantizer activation_quantizer = {};
    std::optional<int> block_size = {};
  };

  QuantizationConfig() = default;
  QuantizationConfig(std::nullopt_t) {}
  QuantizationConfig(const char* mode) : QuantizationConfig(std::string(mode)) {}
  QuantizationConfig(const std::string& mode)
      : QuantizationConfig(deserialize<QuantizationConfig>(mode)) {}
  explicit QuantizationConfig(Impl impl) : impl_(std::make_shared<const Impl>(std::move(impl))) {}

  bool defined() const { return impl_ != nullptr; }
  const Impl* operator->() const { return impl_.get(); }
  friend Value to_value(const QuantizationConfig& config);

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const QuantizationConfig& config);
inline void from_value(const Value& value, QuantizationConfig& x) {
  x = deserialize<QuantizationConfig>(value);
}

struct Int8QuantizationConfigOptions {
  Quantizer weight_quantizer = {};                     ///< Must give int8.
  Quantizer activation_quantizer = AbsMaxQuantizer();  ///< None: inputs stay as they are.
};
/// Weights, and inputs when they come, as whole numbers of 8 bits.
class Int8QuantizationConfig : public QuantizationConfig {
 public:
  explicit Int8QuantizationConfig(Int8QuantizationConfigOptions options = {});
  static QuantizationConfig from_config(const Object& config);
};

struct Int4QuantizationConfigOptions {
  Quantizer weight_quantizer = {};      ///< Must give int8 in [-8, 7].
  Quantizer activation_quantizer = {};  ///< None: inputs stay as they are.
  /// How many weights share a scale and a zero point; none or -1: all of an output, without a zero
  /// point. Blocks take no quantizers.
  std::optional<int> block_size = 128;
};
/// Weights as whole numbers of 4 bits, two to a byte.
class Int4QuantizationConfig : public QuantizationConfig {
 public:
  explicit Int4QuantizationConfig(Int4QuantizationConfigOptions options = {});
  static QuantizationConfig from_config(const Object& config);
};

struct Float8QuantizationConfigOptions {};
/// Products of inputs, weights and gradients that are rounded to 8 bits, with learned scales.
class Float8QuantizationConfig : public QuantizationConfig {
 public:
  explicit Float8QuantizationConfig(Float8QuantizationConfigOptions options = {});
};

extern const Registered<QuantizationConfig> registered_int8_quantization_config;
[[gnu::used]] inline const auto* const linked_int8_quantization_config =
    &registered_int8_quantization_config;

}  // namespace keras::quantizers

namespace keras {
using quantizers::QuantizationConfig;
}
