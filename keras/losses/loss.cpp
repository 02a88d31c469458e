#include "keras/losses/loss.hpp"

#include <algorithm>
#include <array>

#include "keras/core/registry_impl.hpp"
#include "keras/graph/mask.hpp"
#include "keras/losses.hpp"  // whoever names a loss links all of them
#include "keras/losses/crossentropy_by_shape.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

/// As in Keras, weights meet the last axes of the values, as arrays do in NumPy.
Tensor weighed(const Tensor& values, const Tensor& weights) {
  broadcast(values.shape(), weights.shape(),
            "losses: sample_weight (or a mask) must fit the values of the loss");
  return values * ops::converted(weights, values.dtype());
}

Tensor divide_no_nan(const Tensor& x, const Tensor& y) {
  return ops::where(y == 0, 0, x / ops::where(y == 0, 1, y));
}

bool is_mean(const std::optional<std::string>& reduction) {
  return reduction == "mean" || reduction == "sum_over_batch_size";
}

}  // namespace

Loss::Loss(const char* name) : Loss(std::string(name)) {}
Loss::Loss(const std::string& name)
    : Loss(depends_on_shapes(name) ? crossentropy_by_shape(name) : deserialize<Loss>(name)) {
  given_ = name;
}

Tensor Loss::Impl::mask(const Tensor&, const Tensor&) const { return None; }

Tensor Loss::operator()(const Tensor& y_true, const Tensor& y_pred, const Tensor& sample_weight,
                        const Tensor& mask) const {
  if (!impl_) fail("losses: there is no loss here (None)");
  const auto truth = ops::converted(y_true, impl_->dtype());
  const auto values = impl_->call(truth, ops::converted(y_pred, impl_->dtype()));
  const auto given = mask.defined() ? mask : graph::mask_of(y_pred);
  const auto own = impl_->mask(truth, values);
  const auto both = given.defined() && own.defined() ? ops::logical_and(given, own)
                                                     : (given.defined() ? given : own);
  return reduce_weighted(values, sample_weight, impl_->reduction(), both);
}

Tensor Loss::call(const Tensor& y_true, const Tensor& y_pred) const {
  if (!impl_) fail("losses: there is no loss here (None)");
  return impl_->call(ops::converted(y_true, impl_->dtype()),
                     ops::converted(y_pred, impl_->dtype()));
}

std::pair<Tensor, Tensor> squeeze_or_expand(const Tensor& x1, const Tensor& x2,
                                            bool expand_vectors) {
  const auto fix = [expand_vectors](Tensor longer, Tensor shorter) {
    if (longer.shape(-1) != 1) return std::pair(longer, shorter);
    if (shorter.rank() == 1 && expand_vectors)
      return std::pair(longer, ops::expand_dims(shorter, -1));
    return std::pair(ops::squeeze(longer, {.axis = -1}), shorter);
  };
  if (x1.rank() == x2.rank() + 1) return fix(x1, x2);
  if (x2.rank() != x1.rank() + 1) return {x1, x2};
  const auto [longer, shorter] = fix(x2, x1);
  return {shorter, longer};
}

Tensor masked_weights(const Tensor& sample_weight, const Tensor& mask, DType dtype,
                      const std::optional<std::string>& reduction) {
  const auto weights = sample_weight.defined() ? ops::converted(sample_weight, dtype) : None;
  if (!mask.defined()) return weights;
  auto counts = ops::converted(mask, dtype);
  if (is_mean(reduction)) {
    const auto total = static_cast<double>(mask.size());
    counts = counts * divide_no_nan(total, ops::sum(counts));
  }
  if (!weights.defined()) return counts;
  const auto [a, b] = squeeze_or_expand(counts, weights);
  return weighed(a, b);
}

Tensor reduce_weighted(const Tensor& values, const Tensor& sample_weight,
                       const std::optional<std::string>& reduction, const Tensor& mask) {
  auto x = values;
  auto weights = masked_weights(sample_weight, mask, values.dtype(), reduction);
  if (weights.defined()) {
    std::tie(x, weights) = squeeze_or_expand(values, weights);
    x = weighed(x, weights);
  }
  const bool empty = x.rank() == 1 && x.size() == 0;
  if (!reduction || *reduction == "none" || x.rank() == 0 || empty) return x;
  const auto total = ops::sum(x);
  if (*reduction == "sum") return total;
  if (*reduction == "mean_with_sample_weight" && weights.defined())
    return divide_no_nan(total, ops::sum(weights));
  return total / static_cast<double>(std::max<std::int64_t>(x.size(), 1));
}

void check_reduction(const char* class_name, const std::optional<std::string>& reduction) {
  static const std::array<std::string, 5> known = {"sum_over_batch_size", "mean",
                                                   "mean_with_sample_weight", "sum", "none"};
  if (!reduction || std::find(known.begin(), known.end(), *reduction) != known.end()) return;
  fail("losses.", class_name, ": unknown reduction ", quoted(*reduction),
       suggestion(*reduction, known));
}

Value to_value(const Loss& loss) {
  if (!loss.impl_) return nullptr;
  if (!loss.given_.is_null()) return loss.given_;
  const auto& impl = *loss.impl_;
  return serialized("keras.losses", impl.class_name(), impl.config(), impl.registered_name());
}

void from_value(const Value& value, Loss& loss) {
  if (value.is_string()) {
    loss = Loss(value.as_string());
  } else if (value.string_at("class_name") == "function") {
    loss = Loss(value.as_object().at("config").as_string());
    loss.given_ = value;
  } else {
    loss = deserialize<Loss>(value);
  }
}

}  // namespace keras::losses

template class keras::Registry<keras::losses::Loss>;
