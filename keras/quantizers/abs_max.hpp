#pragma once
#include "keras/quantizers/quantizer.hpp"

namespace keras::quantizers {

struct AbsMaxOptions {
  std::pair<int, int> value_range = {-127, 127};
  DType dtype = "int8";
  double epsilon = 1e-7;  ///< Added to the largest absolute value.
};
/// `x` scaled so that the largest absolute value along `axis` becomes the largest of the range, and
/// rounded to the nearest, halves to even; the scale keeps `axis` with length 1.
Quantized abs_max_quantize(const Tensor& x, const Axes& axis, AbsMaxOptions options = {});

struct GroupedOptions {
  std::pair<int, int> value_range = {-8, 7};
  DType dtype = "int8";
  double epsilon = 1e-7;
  bool to_numpy = false;  ///< Keras's other way: a lone group is padded to its size with zeros.
};
/// A matrix (rows, columns) whose `block_size` consecutive rows share, column by column, a scale
/// and a zero point, (groups, columns) each: whole numbers are round(x / scale) + zero.
Quantized abs_max_quantize_grouped_with_zero_point(const Tensor& x, int block_size,
                                                   GroupedOptions options = {});

struct AbsMaxQuantizerOptions {
  Axes axis = {};
  std::pair<int, int> value_range = {-127, 127};
  double epsilon = 1e-7;
  DType output_dtype = "int8";
};
/// `abs_max_quantize` along `axis`, unless the call names another; by default the last.
class AbsMaxQuantizer : public Quantizer {
 public:
  explicit AbsMaxQuantizer(AbsMaxQuantizerOptions options = {});
};

extern const Registered<Quantizer> registered_abs_max_quantizer;
[[gnu::used]] inline const auto* const linked_abs_max_quantizer = &registered_abs_max_quantizer;

}  // namespace keras::quantizers
