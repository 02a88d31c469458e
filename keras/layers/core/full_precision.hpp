// Internal: what layers with kernels share.
#pragma once
#include "keras/core/config.hpp"

namespace keras::layers {

/// Refuses the argument of quantization.
template <class Options>
void expect_full_precision(const char* layer, const Options& options) {
  if (options.quantization_config)
    fail("layers.", layer, ": quantization_config must be None; received quantization_config=",
         *options.quantization_config);
}

}  // namespace keras::layers
