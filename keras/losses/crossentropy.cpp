#include "keras/losses/crossentropy.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

void check_one_hot(const char* function, const Tensor& y_true, const Tensor& y_pred) {
  if (y_true.shape() != y_pred.shape())
    fail("losses.", function, ": y_true must be one-hot with the shape of y_pred; received shapes ",
         y_true.shape(), " and ", y_pred.shape(),
         "; use sparse_categorical_crossentropy or utils.to_categorical for integer labels");
}

void check_same_shape(const char* function, const Tensor& y_true, const Tensor& y_pred) {
  if (y_true.shape() != y_pred.shape())
    fail("losses.", function, ": y_true and y_pred must have one shape; received shapes ",
         y_true.shape(), " and ", y_pred.shape());
}

void check_smoothing(const char* function, double smoothing) {
  if (!(smoothing >= 0 && smoothing <= 1))
    fail("losses.", function,
         ": label_smoothing must be in [0, 1]; received label_smoothing=", smoothing);
}

/// One-hot labels, a part `smoothing` of each spread over all classes.
Tensor smoothed(const Tensor& labels, double smoothing) {
  if (smoothing == 0) return labels;
  return labels * (1.0 - smoothing) + smoothing / static_cast<double>(labels.shape(-1));
}

/// Labels 0 and 1, drawn toward 0.5.
Tensor smoothed_binary(const Tensor& labels, double smoothing) {
  return smoothing == 0 ? labels : labels * (1.0 - smoothing) + 0.5 * smoothing;
}

/// Integer labels without the axis of length 1 along the classes.
Tensor class_numbers(const Tensor& y_true, const Tensor& y_pred, int axis) {
  const bool extra = y_true.rank() == y_pred.rank() && y_true.shape(axis) == 1;
  return extra ? ops::squeeze(y_true, {.axis = axis}) : y_true;
}

/// Labels of the ignored class do not count in means.
Mask ignoring(std::optional<int> ignore_class) {
  if (!ignore_class) return {};
  return [ignored = *ignore_class](const Tensor& y_true, const Tensor& values) {
    return ops::reshape(y_true != ignored, values.shape());
  };
}

}  // namespace

Tensor binary_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                           BinaryCrossentropyFunctionOptions options) {
  check_same_shape("binary_crossentropy", y_true, y_pred);
  check_smoothing("binary_crossentropy", options.label_smoothing);
  const auto labels =
      smoothed_binary(ops::converted(y_true, y_pred.dtype()), options.label_smoothing);
  return ops::mean(ops::binary_crossentropy(labels, y_pred, {options.from_logits}),
                   {.axis = options.axis});
}

Tensor categorical_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                CategoricalCrossentropyFunctionOptions options) {
  check_one_hot("categorical_crossentropy", y_true, y_pred);
  check_smoothing("categorical_crossentropy", options.label_smoothing);
  const auto labels = smoothed(ops::converted(y_true, y_pred.dtype()), options.label_smoothing);
  return ops::categorical_crossentropy(labels, y_pred, {options.from_logits, options.axis});
}

Tensor sparse_categorical_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                       SparseCategoricalCrossentropyFunctionOptions options) {
  const int axis =
      normalize_axis(options.axis, y_pred.rank(), "losses.sparse_categorical_crossentropy");
  auto labels = class_numbers(y_true, y_pred, axis);
  if (labels.shape() != y_pred.shape().without(axis))
    fail(
        "losses.sparse_categorical_crossentropy: y_true must be class numbers with the shape of "
        "y_pred without its classes; received shapes ",
        y_true.shape(), " and ", y_pred.shape(),
        labels.shape() == y_pred.shape() ? "; use categorical_crossentropy for one-hot labels"
                                         : "");
  const ops::CrossentropyOptions how = {options.from_logits, axis};
  if (!options.ignore_class) return ops::sparse_categorical_crossentropy(labels, y_pred, how);
  const auto valid = labels != *options.ignore_class;
  labels = ops::where(valid, labels, 0);
  const auto predictions = ops::where(ops::expand_dims(valid, axis), y_pred, 1.0);
  return ops::where(valid, ops::sparse_categorical_crossentropy(labels, predictions, how), 0.0);
}

Tensor binary_focal_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                 BinaryFocalCrossentropyFunctionOptions options) {
  check_same_shape("binary_focal_crossentropy", y_true, y_pred);
  check_smoothing("binary_focal_crossentropy", options.label_smoothing);
  const auto t = smoothed_binary(ops::converted(y_true, y_pred.dtype()), options.label_smoothing);
  const auto p = options.from_logits ? ops::sigmoid(y_pred) : y_pred;
  const auto right = t * p + (1 - t) * (1 - p);  // the probability of what was right
  auto values = ops::power(1.0 - right, options.gamma) * ops::binary_crossentropy(t, p);
  if (options.apply_class_balancing)
    values = (t * options.alpha + (1 - t) * (1 - options.alpha)) * values;
  return ops::mean(values, {.axis = options.axis});
}

Tensor categorical_focal_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                      CategoricalFocalCrossentropyFunctionOptions options) {
  check_one_hot("categorical_focal_crossentropy", y_true, y_pred);
  check_smoothing("categorical_focal_crossentropy", options.label_smoothing);
  const auto labels = smoothed(ops::converted(y_true, y_pred.dtype()), options.label_smoothing);
  const int axis = options.axis;
  auto p = options.from_logits ? ops::softmax(y_pred, {.axis = axis}) : y_pred;
  p = p / ops::sum(p, {.axis = axis, .keepdims = true});
  p = ops::clip(p, config::epsilon(), 1 - config::epsilon());
  const auto weight = ops::power(1.0 - p, options.gamma) *
                      ops::converted(Tensor(options.alpha.values()), p.dtype());
  return ops::sum(weight * -labels * ops::log(p), {.axis = axis});
}

Tensor categorical_generalized_cross_entropy(const Tensor& y_true, const Tensor& y_pred, double q) {
  if (!(q > 0 && q < 1))
    fail("losses.categorical_generalized_cross_entropy: q must be between 0 and 1; received q=", q);
  const auto places = ops::one_hot(ops::converted(y_true, "int32"),
                                   static_cast<int>(y_pred.shape(-1)), {.dtype = y_pred.dtype()});
  const auto right = ops::sum(y_pred * places, {.axis = -1});
  return (1.0 - ops::power(right, q)) / q;
}

Tensor kl_divergence(const Tensor& y_true, const Tensor& y_pred) {
  const auto a = ops::clip(ops::converted(y_true, y_pred.dtype()), config::epsilon(), 1.0);
  const auto b = ops::clip(y_pred, config::epsilon(), 1.0);
  return ops::sum(a * ops::log(a / b), {.axis = -1});
}

Tensor poisson(const Tensor& y_true, const Tensor& y_pred) {
  const auto a = ops::converted(y_true, y_pred.dtype());
  return ops::mean(y_pred - a * ops::log(y_pred + config::epsilon()), {.axis = -1});
}

BinaryCrossentropy::BinaryCrossentropy(BinaryCrossentropyOptions options)
    : Loss(built_in("BinaryCrossentropy", options,
                    [o = BinaryCrossentropyFunctionOptions{options.from_logits,
                                                           options.label_smoothing, options.axis}](
                        const Tensor& y_true, const Tensor& y_pred) {
                      return binary_crossentropy(y_true, y_pred, o);
                    })) {
  check_smoothing("BinaryCrossentropy", options.label_smoothing);
}

CategoricalCrossentropy::CategoricalCrossentropy(CategoricalCrossentropyOptions options)
    : Loss(built_in("CategoricalCrossentropy", options,
                    [o = CategoricalCrossentropyFunctionOptions{
                         options.from_logits, options.label_smoothing,
                         options.axis}](const Tensor& y_true, const Tensor& y_pred) {
                      return categorical_crossentropy(y_true, y_pred, o);
                    })) {
  check_smoothing("CategoricalCrossentropy", options.label_smoothing);
}

SparseCategoricalCrossentropy::SparseCategoricalCrossentropy(
    SparseCategoricalCrossentropyOptions options)
    : Loss(built_in(
          "SparseCategoricalCrossentropy", options,
          [o = SparseCategoricalCrossentropyFunctionOptions{options.from_logits,
                                                            options.ignore_class, options.axis}](
              const Tensor& y_true, const Tensor& y_pred) {
            return sparse_categorical_crossentropy(y_true, y_pred, o);
          },
          {"axis"}, ignoring(options.ignore_class))) {}

BinaryFocalCrossentropy::BinaryFocalCrossentropy(BinaryFocalCrossentropyOptions options)
    : Loss(built_in(
          "BinaryFocalCrossentropy", options,
          [o = BinaryFocalCrossentropyFunctionOptions{
               options.apply_class_balancing, options.alpha, options.gamma, options.from_logits,
               options.label_smoothing, options.axis}](const Tensor& y_true, const Tensor& y_pred) {
            return binary_focal_crossentropy(y_true, y_pred, o);
          })) {
  check_smoothing("BinaryFocalCrossentropy", options.label_smoothing);
}

CategoricalFocalCrossentropy::CategoricalFocalCrossentropy(
    CategoricalFocalCrossentropyOptions options)
    : Loss(built_in("CategoricalFocalCrossentropy", options,
                    [o = CategoricalFocalCrossentropyFunctionOptions{
                         options.alpha, options.gamma, options.from_logits, options.label_smoothing,
                         options.axis}](const Tensor& y_true, const Tensor& y_pred) {
                      return categorical_focal_crossentropy(y_true, y_pred, o);
                    })) {
  check_smoothing("CategoricalFocalCrossentropy", options.label_smoothing);
}

CategoricalGeneralizedCrossEntropy::CategoricalGeneralizedCrossEntropy(
    CategoricalGeneralizedCrossEntropyOptions options)
    : Loss(built_in("CategoricalGeneralizedCrossEntropy", options,
                    [q = options.q](const Tensor& y_true, const Tensor& y_pred) {
                      return categorical_generalized_cross_entropy(y_true, y_pred, q);
                    })) {
  if (!(options.q > 0 && options.q < 1))
    fail("losses.CategoricalGeneralizedCrossEntropy: q must be between 0 and 1; received q=",
         options.q);
}

KLDivergence::KLDivergence(KLDivergenceOptions options)
    : Loss(built_in("KLDivergence", options, kl_divergence)) {}
Poisson::Poisson(PoissonOptions options) : Loss(built_in("Poisson", options, poisson)) {}

const Registered<Loss> registered_binary_crossentropy =
    registered<Loss, BinaryCrossentropy, BinaryCrossentropyOptions>(
        "keras.losses", "BinaryCrossentropy", {"bce", "BCE"});
const Registered<Loss> registered_categorical_crossentropy =
    registered<Loss, CategoricalCrossentropy, CategoricalCrossentropyOptions>(
        "keras.losses", "CategoricalCrossentropy");
const Registered<Loss> registered_sparse_categorical_crossentropy =
    registered<Loss, SparseCategoricalCrossentropy, SparseCategoricalCrossentropyOptions>(
        "keras.losses", "SparseCategoricalCrossentropy");
const Registered<Loss> registered_binary_focal_crossentropy =
    registered<Loss, BinaryFocalCrossentropy, BinaryFocalCrossentropyOptions>(
        "keras.losses", "BinaryFocalCrossentropy");
const Registered<Loss> registered_categorical_focal_crossentropy =
    registered<Loss, CategoricalFocalCrossentropy, CategoricalFocalCrossentropyOptions>(
        "keras.losses", "CategoricalFocalCrossentropy");
const Registered<Loss> registered_categorical_generalized_cross_entropy =
    registered<Loss, CategoricalGeneralizedCrossEntropy, CategoricalGeneralizedCrossEntropyOptions>(
        "keras.losses", "CategoricalGeneralizedCrossEntropy");
const Registered<Loss> registered_kl_divergence =
    registered<Loss, KLDivergence, KLDivergenceOptions>("keras.losses", "KLDivergence",
                                                        {"kld", "KLD"});
const Registered<Loss> registered_poisson =
    registered<Loss, Poisson, PoissonOptions>("keras.losses", "Poisson");

}  // namespace keras::losses
