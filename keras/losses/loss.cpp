#include "keras/losses/loss.hpp"

#include "keras/losses/losses.hpp"  // whoever names a loss links all of them
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {

Tensor Loss::operator()(const Tensor& y_true, const Tensor& y_pred,
                        const Tensor& sample_weight) const {
  if (!impl_) fail("losses: there is no loss here (None)");
  return reduce_weighted(impl_->call(y_true, y_pred), sample_weight, impl_->reduction());
}

std::pair<Tensor, Tensor> squeeze_or_expand(const Tensor& y_true, const Tensor& y_pred) {
  const int difference = y_true.rank() - y_pred.rank();
  if (difference == 1 && y_true.shape(-1) == 1) return {ops::squeeze(y_true, {.axis = -1}), y_pred};
  if (difference == -1 && y_pred.shape(-1) == 1)
    return {y_true, ops::squeeze(y_pred, {.axis = -1})};
  return {y_true, y_pred};
}

namespace {

/// The weights with as many axes as the values, so that they broadcast sample by sample.
Tensor fitted(const Tensor& weights, const Tensor& values) {
  auto fitting = weights;
  if (fitting.rank() == values.rank() + 1 && fitting.shape(-1) == 1)
    fitting = ops::squeeze(fitting, {.axis = -1});
  while (fitting.rank() < values.rank()) fitting = ops::expand_dims(fitting, -1);
  return ops::cast(fitting, values.dtype());
}

}  // namespace

Tensor reduce_weighted(const Tensor& values, const Tensor& sample_weight,
                       const std::optional<std::string>& reduction) {
  const bool weighted = sample_weight.defined();
  const auto weights = weighted ? fitted(sample_weight, values) : Tensor();
  const auto weighed = weighted ? values * weights : values;
  if (!reduction || *reduction == "none" || weighed.rank() == 0) return weighed;
  const auto total = ops::sum(weighed);
  if (*reduction == "sum") return total;
  if (*reduction == "mean_with_sample_weight" && weighted) {
    const auto sum = ops::sum(ops::broadcast_to(weights, weighed.shape()));
    return ops::where(sum == 0, 0, total / ops::where(sum == 0, 1, sum));
  }
  return total / static_cast<double>(std::max<std::int64_t>(weighed.size(), 1));
}

Value to_value(const Loss& loss) {
  if (!loss.impl_) return nullptr;
  if (!loss.identifier_.empty()) return loss.identifier_;
  const auto& impl = *loss.impl_;
  return serialized("keras.losses", impl.class_name(), impl.config(), impl.registered_name());
}

void from_value(const Value& value, Loss& loss) {
  if (value.is_string()) {
    loss = Loss(value.as_string());
  } else if (value.string_at("class_name") == "function") {
    loss = Loss(value.as_object().at("config").as_string());
  } else {
    loss = deserialize<Loss>(value);
  }
}

}  // namespace keras::losses
