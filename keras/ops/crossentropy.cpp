#include "keras/core/error.hpp"
#include "keras/core/settings.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operation.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

/// The logarithm of probabilities that need not add up to one, kept away from log(0).
Tensor log_probabilities(const Tensor& output, const CrossentropyOptions& options) {
  if (options.from_logits) return log_softmax(output, {.axis = options.axis});
  const auto total = sum(output, {.axis = options.axis, .keepdims = true});
  return log(clip(output / total, config::epsilon(), 1 - config::epsilon()));
}

}  // namespace

Tensor categorical_crossentropy(const Tensor& target, const Tensor& output,
                                CrossentropyOptions options) {
  if (any_symbolic(target, output))
    return call_node<categorical_crossentropy>(target, output, options);
  if (target.shape() != output.shape())
    fail("ops.categorical_crossentropy: target and output must have one shape; received ",
         target.shape(), " and ", output.shape());
  return -sum(target * log_probabilities(floating(output), options), {.axis = options.axis});
}

Tensor sparse_categorical_crossentropy(const Tensor& target, const Tensor& output,
                                       CrossentropyOptions options) {
  if (any_symbolic(target, output))
    return call_node<sparse_categorical_crossentropy>(target, output, options);
  auto classes = target;
  if (classes.rank() == output.rank() && classes.shape(-1) == 1)
    classes = squeeze(classes, {.axis = -1});
  const int axis =
      normalize_axis(options.axis, output.rank(), "ops.sparse_categorical_crossentropy");
  if (classes.shape() != output.shape().without(axis))
    fail("ops.sparse_categorical_crossentropy: target must have the shape of output without axis ",
         axis, "; received shapes ", target.shape(), " and ", output.shape());
  const auto places = one_hot(converted(classes, "int32"), static_cast<int>(output.shape(axis)),
                              {.axis = axis, .dtype = output.dtype()});
  return -sum(places * log_probabilities(output, options), {.axis = axis});
}

Tensor binary_crossentropy(const Tensor& target, const Tensor& output,
                           BinaryCrossentropyOptions options) {
  if (any_symbolic(target, output)) return call_node<binary_crossentropy>(target, output, options);
  if (target.shape() != output.shape())
    fail("ops.binary_crossentropy: target and output must have one shape; received ",
         target.shape(), " and ", output.shape());
  const auto t = converted(target, output.dtype());
  if (options.from_logits) return -(t * log_sigmoid(output) + (1 - t) * log_sigmoid(-output));
  const auto p = clip(output, config::epsilon(), 1 - config::epsilon());
  return -(t * log(p) + (1 - t) * log(1 - p));
}

}  // namespace keras::ops
