#include "keras/losses/hinge.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

/// max(1 - y_true * y_pred, 0); labels 0 and 1 become -1 and 1, but only if all are 0 or 1.
Tensor margins(const Tensor& y_true, const Tensor& y_pred) {
  const auto labels = ops::converted(y_true, y_pred.dtype());
  const auto binary = ops::all(ops::logical_or(labels == 0, labels == 1));
  const auto signs = ops::where(binary, 2.0 * labels - 1.0, labels);
  return ops::maximum(1.0 - signs * y_pred, 0.0);
}

}  // namespace

Tensor hinge(const Tensor& y_true, const Tensor& y_pred) {
  return ops::mean(margins(y_true, y_pred), {.axis = -1});
}

Tensor squared_hinge(const Tensor& y_true, const Tensor& y_pred) {
  return ops::mean(ops::square(margins(y_true, y_pred)), {.axis = -1});
}

Tensor categorical_hinge(const Tensor& y_true, const Tensor& y_pred) {
  const auto labels = ops::converted(y_true, y_pred.dtype());
  const auto right = ops::sum(labels * y_pred, {.axis = -1});
  const auto wrong = ops::max((1.0 - labels) * y_pred, {.axis = -1});
  return ops::maximum(wrong - right + 1.0, 0.0);
}

Hinge::Hinge(HingeOptions options) : Loss(built_in("Hinge", options, hinge)) {}
SquaredHinge::SquaredHinge(SquaredHingeOptions options)
    : Loss(built_in("SquaredHinge", options, squared_hinge)) {}
CategoricalHinge::CategoricalHinge(CategoricalHingeOptions options)
    : Loss(built_in("CategoricalHinge", options, categorical_hinge)) {}

const Registered<Loss> registered_hinge =
    registered<Loss, Hinge, HingeOptions>("keras.losses", "Hinge");
const Registered<Loss> registered_squared_hinge =
    registered<Loss, SquaredHinge, SquaredHingeOptions>("keras.losses", "SquaredHinge");
const Registered<Loss> registered_categorical_hinge =
    registered<Loss, CategoricalHinge, CategoricalHingeOptions>("keras.losses", "CategoricalHinge");

}  // namespace keras::losses
