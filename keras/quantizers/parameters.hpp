// Internal: scales and zero points, which Keras does not export.
#pragma once
#include "keras/core/dtype.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::quantizers {

/// Arguments of `compute_quantization_parameters`, in Keras's order; `is_signed` is its `signed`.
struct ParametersOptions {
  int bits = 8;
  bool symmetric = false;    ///< Whether the range is made symmetric around 0.
  bool per_channel = false;  ///< Whether each row has its own range.
  int group_size = -1;       ///< How many columns share a range; -1: all of them.
  DType compute_dtype = "float32";
  double epsilon = 0.0;    ///< Added to the width of the range.
  bool is_signed = false;  ///< Whole numbers from -2^(bits-1), else from 0.
};

/// What `compute_quantization_parameters` finds: (rows, groups) each, and the largest number.
struct Parameters {
  Tensor scale, zero, maxq;
};

/// The scales and zero points of a matrix (rows, columns) by its least and largest numbers.
Parameters compute_quantization_parameters(const Tensor& x, ParametersOptions options);

/// How many bits whole numbers of that range need.
int bits_of(std::pair<int, int> value_range);

/// clip(round(x / scale + zero), 0, maxq), where `g_idx` says which group each place along
/// `group_axis` belongs to.
Tensor quantize_with_sz_map(const Tensor& x, const Tensor& scale, const Tensor& zero,
                            const Tensor& g_idx, const Tensor& maxq, int group_axis = -1);
/// The numbers that whole ones stand for: (x - zero) * scale, by the groups of `g_idx`.
Tensor dequantize_with_sz_map(const Tensor& x, const Tensor& scale, const Tensor& zero,
                              const Tensor& g_idx, int group_axis = -1);

}  // namespace keras::quantizers
