// Internal: what layers with kernels share.
#pragma once
#include "keras/core/config.hpp"

namespace keras::layers {

/// Refuses the arguments of low-rank adaptation and quantization, which belong around a layer.
template <class Options>
void expect_full_precision(const char* layer, const Options& options) {
  if (options.lora_rank || options.lora_alpha)
    fail("layers.", layer, ": lora_rank and lora_alpha must be None; received lora_rank=",
         keras::to_value(options.lora_rank));
  if (options.quantization_config)
    fail("layers.", layer, ": quantization_config must be None; received quantization_config=",
         *options.quantization_config);
}

/// The config as Keras saves it while neither is in use.
inline Object without_adaptation(Object config) {
  config.erase("lora_rank");
  config.erase("lora_alpha");
  return config;
}

}  // namespace keras::layers
