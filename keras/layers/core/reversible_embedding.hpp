#pragma once
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `ReversibleEmbedding`, in the order of keras.layers.ReversibleEmbedding.
struct ReversibleEmbeddingOptions {
  int input_dim = 0;        ///< How many tokens there are. Required.
  int output_dim = 0;       ///< The length of their vectors. Required.
  bool tie_weights = true;  ///< Whether the way back uses the same vectors.
  Initializer embeddings_initializer = "uniform";
  Regularizer embeddings_regularizer = {};
  Constraint embeddings_constraint = {};
  bool mask_zero = false;                     ///< Whether token 0 is padding.
  std::optional<DType> reverse_dtype = {};    ///< Of the way back; by default the vectors'.
  std::optional<double> logit_soft_cap = {};  ///< The way back stays below it, by tanh.
  std::optional<int> lora_rank = {};      ///< Of a learned change, the only thing that is trained.
  std::optional<double> lora_alpha = {};  ///< The strength of that change.
  QuantizationConfig quantization_config = {};  ///< For a dtype policy that quantizes.
  Regularizer activity_regularizer = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A learned vector for each token, and with the call's argument `reverse` the way back: how well
/// each token fits a vector, (batch, ..., output_dim) -> (batch, ..., input_dim).
///
///     const auto logits = embedding(x, {.arguments = reversed});
///
/// https://keras.io/api/layers/core_layers/reversible_embedding
class ReversibleEmbedding : public Layer {
 public:
  ReversibleEmbedding(int input_dim, int output_dim, ReversibleEmbeddingOptions options = {});
  explicit ReversibleEmbedding(ReversibleEmbeddingOptions options);
};

extern const Registered<Layer> registered_reversible_embedding;
[[gnu::used]] inline const auto* const linked_reversible_embedding =
    &registered_reversible_embedding;

}  // namespace keras::layers
