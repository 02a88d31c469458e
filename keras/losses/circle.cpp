#include "keras/losses/circle.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

constexpr double nowhere = -std::numeric_limits<double>::infinity();

/// log(sum(exp(x))) of the pairs in `mask`, for each row.
Tensor over_pairs(const Tensor& mask, const Tensor& x) {
  return ops::logsumexp(ops::where(mask, x, nowhere), {.axis = 1});
}

/// Whether each pair is of one class.
Tensor same_class(const Tensor& labels, const Tensor& reference) {
  const auto row = ops::reshape(reference, {1, reference.size()});
  return ops::reshape(labels, {labels.size(), 1}) == row;
}

}  // namespace

Tensor circle(const Tensor& y_true, const Tensor& y_pred, CircleFunctionOptions options) {
  if (y_pred.rank() != 2 || y_true.size() != y_pred.shape(0))
    fail(
        "losses.circle: y_true must be class numbers (batch,) and y_pred vectors (batch, length); "
        "received shapes ",
        y_true.shape(), " and ", y_pred.shape());
  const auto& [ref_labels, ref_embeddings, remove_diagonal, gamma, margin] = options;
  const auto labels = ops::converted(y_true, "int32");
  const auto others = ref_labels.defined() ? ops::converted(ref_labels, "int32") : labels;
  const auto vectors = ref_embeddings.defined() ? ref_embeddings : y_pred;
  const auto distance = ops::maximum(1 - ops::matmul(y_pred, ops::transpose(vectors)), 0.0);

  auto positive = same_class(labels, others);
  const auto negative = !positive;
  if (remove_diagonal) {
    const auto eye = ops::eye(static_cast<int>(labels.size()),
                              {.M = static_cast<int>(others.size()), .dtype = "bool"});
    positive = ops::logical_and(positive, !eye);
  }
  const auto pull = ops::maximum(margin + distance, 0.0) * (margin - distance);
  const auto push = ops::maximum(1 + margin - distance, 0.0) * (1 - margin - distance);
  return ops::softplus(over_pairs(positive, -gamma * pull) + over_pairs(negative, gamma * push));
}

Circle::Circle(CircleOptions options)
    : Loss(built_in(
          "Circle", options,
          [options](const Tensor& y_true, const Tensor& y_pred) {
            return circle(y_true, y_pred,
                          {.remove_diagonal = options.remove_diagonal,
                           .gamma = options.gamma,
                           .margin = options.margin});
          },
          {}, [](const Tensor&, const Tensor& values) { return values > 0; })) {}

const Registered<Loss> registered_circle =
    registered<Loss, Circle, CircleOptions>("keras.losses", "Circle");

}  // namespace keras::losses
