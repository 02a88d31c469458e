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

/// Fixes `weight` and adds to it the product of two learned matrices, times lora_alpha / rank (Hu
/// et al. 2021). Files hold the sum; when one is read the change starts anew.
void adapt(Layer::Impl& layer, const Variable& weight, const Regularizer& regularizer, int rank,
           const LoraOptions& options);

/// The weight with what it is adapted by, as `dtype`.
Tensor adapted(const Variable& weight, DType dtype);

/// The arguments of adaptation as Keras saves them: only where there is one.
Object with_adaptation(Object config);

/// Adapts `weight` and notes it in the arguments of the layer.
template <class Options>
void enable_lora(Layer::Impl& layer, Options& arguments, const Variable& weight,
                 const Regularizer& regularizer, int rank, const LoraOptions& options) {
  adapt(layer, weight, regularizer, rank, options);
  arguments.lora_rank = rank;
  arguments.lora_alpha = options.lora_alpha.value_or(rank);
}

}  // namespace keras::layers
