#pragma once
#include "keras/core/dtype.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::quantizers {

struct PackOptions {
  int axis = 0;
  DType dtype = "int8";  ///< "int8" for numbers in [-8, 7], "uint8" for those in [0, 15].
};

/// Two numbers of 4 bits in each byte, and how they were arranged.
struct Packed {
  Tensor values;
  Shape packed_shape;
  std::int64_t orig_rows;  ///< The length of the axis before; an odd one is padded with a zero.
};

/// Neighbours along `axis` share a byte: the first in its lower half, the second in its upper.
Packed pack_int4(const Tensor& x, PackOptions options = {});
/// The numbers that `pack_int4` packed; `orig_len` is the length of the axis.
Tensor unpack_int4(const Tensor& packed, std::int64_t orig_len, PackOptions options = {});

}  // namespace keras::quantizers
