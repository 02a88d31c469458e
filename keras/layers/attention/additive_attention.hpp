#pragma once
#include "keras/layers/attention/attention.hpp"

namespace keras::layers {

/// Arguments of `AdditiveAttention`, in the order of keras.layers.AdditiveAttention.
struct AdditiveAttentionOptions {
  bool use_scale = true;  ///< Whether to learn a factor for each feature.
  double dropout = 0;     ///< Share of the scores that is dropped in training.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// softmax(sum(scale tanh(query + key))) · value, on {query, value} or {query, value, key}.
///
///     auto y = AdditiveAttention()({query, value});
///
/// Bahdanau et al. 2015; https://keras.io/api/layers/attention_layers/additive_attention
class AdditiveAttention : public Attention {
 public:
  explicit AdditiveAttention(AdditiveAttentionOptions options = {});
};

extern const Registered<Layer> registered_additive_attention;
[[gnu::used]] inline const auto* const linked_additive_attention = &registered_additive_attention;

}  // namespace keras::layers
