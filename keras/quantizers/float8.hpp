#pragma once
#include "keras/core/dtype.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::quantizers {

/// The scale that makes `amax` the largest number of a float8: amax / dtype_max * 2^margin, or the
/// old `scale` where amax is 0 or not finite.
Tensor compute_float8_scale(const Tensor& amax, const Tensor& scale, const Tensor& dtype_max,
                            int margin = 0);
/// The history shifted by one, with the largest absolute value of `x` in front.
Tensor compute_float8_amax_history(const Tensor& x, const Tensor& amax_history);
/// x / scale rounded to "float8_e4m3fn" or "float8_e5m2", then times scale, as `compute_dtype`.
Tensor quantize_and_dequantize(const Tensor& inputs, const Tensor& scale, DType quantized_dtype,
                               DType compute_dtype);
/// The largest number of a float8: 448 for "float8_e4m3fn", 57344 for "float8_e5m2".
double float8_max(DType dtype);

}  // namespace keras::quantizers
