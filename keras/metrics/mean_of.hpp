// Internal: what metrics share that are the mean of a function.
#pragma once
#include "keras/graph/mask.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/losses/loss.hpp"
#include "keras/metrics/built_in.hpp"
#include "keras/metrics/mean_state.hpp"

namespace keras::metrics {

using losses::Function;
using losses::Mask;

/// The mean of a function of (y_true, y_pred).
template <class Options>
struct MeanOf final : BuiltIn<Options> {
  Function function;
  std::vector<std::string_view> unsaved;
  Mask valid;
  MeanState mean;

  MeanOf(const char* class_name, Options o, Function f, std::vector<std::string_view> left_out,
         Mask m)
      : BuiltIn<Options>(class_name, std::move(o)),
        function(std::move(f)),
        unsaved(std::move(left_out)),
        valid(std::move(m)) {
    mean.total = this->add_zeros({}, "total", this->dtype);
    mean.count = this->add_zeros({}, "count", this->dtype);
  }

  bool saves(std::string_view argument) const override {
    return std::find(unsaved.begin(), unsaved.end(), argument) == unsaved.end();
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    const auto values = function(y_true, y_pred);
    const auto weights =
        losses::masked_weights(sample_weight, graph::mask_of(y_pred), this->dtype, "sum");
    mean.update(values, weights, valid ? valid(y_true, values) : None);
  }
  Tensor result() const override { return mean.result(); }
};

template <class Options>
Metric mean_of(const char* class_name, Options options, Function function,
               std::vector<std::string_view> unsaved = {}, Mask valid = {}) {
  return Metric(std::make_shared<MeanOf<Options>>(
      class_name, std::move(options), std::move(function), std::move(unsaved), std::move(valid)));
}

}  // namespace keras::metrics
