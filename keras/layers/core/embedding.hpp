#pragma once
#include "keras/initializers/numbers.hpp"
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/define.hpp"

namespace keras::layers {

/// Arguments of `Embedding`, in the order of keras.layers.Embedding.
struct EmbeddingOptions {
  int input_dim = 0;   ///< How many tokens there are. Required.
  int output_dim = 0;  ///< The length of their vectors. Required.
  Initializer embeddings_initializer = "uniform";
  Regularizer embeddings_regularizer = {};
  Constraint embeddings_constraint = {};
  bool mask_zero = false;                 ///< Whether token 0 is padding.
  Numbers weights = None;                 ///< The first vectors, in place of the initializer's.
  std::optional<int> lora_rank = {};      ///< Of a learned change, the only thing that is trained.
  std::optional<double> lora_alpha = {};  ///< The strength of that change.
  QuantizationConfig quantization_config = {};  ///< For a dtype policy that quantizes.
  Regularizer activity_regularizer = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A learned vector for each token: (batch, ...) of whole numbers -> (batch, ..., output_dim).
///
///     auto vectors = Embedding(10000, 64)(tokens);
///
/// https://keras.io/api/layers/core_layers/embedding
class Embedding : public Layer {
 public:
  Embedding(int input_dim, int output_dim, EmbeddingOptions options = {});
  explicit Embedding(EmbeddingOptions options);
  Variable embeddings() const;
  /// From now on the embeddings stay and a change of that rank is trained instead.
  void enable_lora(int rank, LoraOptions options = {}) const;
  static Layer from_config(const Object& config);
};

extern const Registered<Layer> registered_embedding;
[[gnu::used]] inline const auto* const linked_embedding = &registered_embedding;

}  // namespace keras::layers
