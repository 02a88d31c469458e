#pragma once
#include "keras/core/axes.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::utils {

/// Arguments of `normalize`, in the order of keras.utils.normalize.
struct NormalizeOptions {
  Axes axis = -1;
  double order = 2;
};
/// `x` divided by its norm of that order along `axis`.
Tensor normalize(const Tensor& x, NormalizeOptions options = {});

}  // namespace keras::utils
