// Internal: what metrics share that are weighted means.
#pragma once
#include <functional>

#include "keras/graph/variable.hpp"

namespace keras::metrics {

/// What a weighted mean over all samples is made of.
struct MeanState {
  Variable total = {}, count = {};

  /// Adds values and their weights; `mask` leaves some out, but as in Keras only if there are
  /// weights.
  void update(const Tensor& values, const Tensor& sample_weight, const Tensor& mask = None) const;
  /// total / count, 0 when nothing was counted.
  Tensor result() const;
};

/// One value for each sample, and its weight (None without weights).
struct Samples {
  Tensor values, weights;
};
using Reduction = std::function<Tensor(const Tensor& x, const std::vector<int>& axes)>;
Samples samplewise(const Tensor& values, const Tensor& sample_weight, const Tensor& mask,
                   DType dtype, const Reduction& reduce);

/// x / y, 0 where y is 0.
Tensor divide_no_nan(const Tensor& x, const Tensor& y);

}  // namespace keras::metrics
