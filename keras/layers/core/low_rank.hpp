#pragma once
#include "keras/layers/layer.hpp"

namespace keras::layers {

/// Arguments of `enable_lora`, in Keras's order.
struct LoraOptions {
  std::optional<double> lora_alpha = {};  ///< Of the change, times the rank; the rank by default.
  Initializer a_initializer = "he_uniform";
  Initializer b_initializer = "zeros";
};

// Internal: what the layers with `enable_lora` share.

/// A learned change of a weight: the product of two matrices, times a number.
struct LowRank {
  Variable a = {}, b = {};
  double scale = 0;

  bool defined() const { return a.defined(); }
  /// The change itself, in the shape of the weight.
  Tensor product() const;
};

/// What is to be adapted: a weight, or the whole numbers that stand for one of that shape.
struct Adapted {
  Variable weight;
  Shape shape;
  Regularizer regularizer;
};

/// Fixes `weight` and adds to it the product of two learned matrices, times lora_alpha / rank (Hu
/// et al. 2021). Files hold the sum; when one is read the change starts anew.
LowRank adapt(Layer::Impl& layer, const Adapted& adapted, int rank, const LoraOptions& options);

/// The weight with what it is adapted by, as `dtype`.
Tensor adapted(const Variable& weight, DType dtype);

/// The arguments of adaptation as Keras saves them: only where there is one.
Object with_adaptation(Object config);

/// Adapts a weight and notes it in the arguments of the layer.
template <class Options>
LowRank enable_lora(Layer::Impl& layer, Options& arguments, const Adapted& adapted, int rank,
                    const LoraOptions& options) {
  const auto change = adapt(layer, adapted, rank, options);
  arguments.lora_rank = rank;
  arguments.lora_alpha = options.lora_alpha.value_or(rank);
  return change;
}

}  // namespace keras::layers
