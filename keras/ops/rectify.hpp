// Internal: what keras.activations.relu computes, which Keras keeps as one node of a graph.
#pragma once
#include <optional>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

struct RectifyOptions {
  double negative_slope = 0.0;
  std::optional<double> max_value = {};
  double threshold = 0.0;
};
/// x above the threshold, at most `max_value`; below it the slope times what is missing.
Tensor rectify(const Tensor& x, RectifyOptions options = {});

}  // namespace keras::ops
