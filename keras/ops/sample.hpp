// Internal: tensors read between and outside of their elements, as
// jax.scipy.ndimage.map_coordinates does it.
#pragma once
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// How places between and outside of elements are read.
struct Sampling {
  int order = 1;                      ///< 0 for the nearest element, 1 for linear interpolation.
  std::string fill_mode = "reflect";  ///< or "constant", "wrap", "mirror", "nearest".
  double fill_value = 0;              ///< Outside, where the mode is "constant".
};

/// Places along one axis.
struct AxisPlaces {
  Tensor at;
  bool inside = false;  ///< Whether they are whole numbers inside of the axis.
};

/// `x` read at places along its first axes, which broadcast together: their shape, followed by the
/// other axes of `x`.
Tensor sampled(const Tensor& x, const std::vector<AxisPlaces>& places, const Sampling& sampling);

/// The order of an interpolation: "nearest" or "bilinear"; an error of `where` if it is neither.
int order_of(const char* where, const std::string& interpolation);

/// An error of `where` unless the mode is one that `Sampling` knows.
void expect_fill_mode(const char* where, const std::string& fill_mode);

}  // namespace keras::ops
