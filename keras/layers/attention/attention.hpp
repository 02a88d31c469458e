#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// What a call of `Attention` or `AdditiveAttention` is told besides its inputs.
struct AttentionCallOptions {
  std::optional<bool> training = {};
  Tensors mask = {};                     ///< Of the query and of the value.
  bool return_attention_scores = false;  ///< A second output, by `call<2>`.
  bool use_causal_mask = false;          ///< No step sees a later one.
};

/// Arguments of `Attention`, in the order of keras.layers.Attention.
struct AttentionOptions {
  bool use_scale = false;          ///< Whether to learn a factor of the scores.
  std::string score_mode = "dot";  ///< Or "concat": the sum of tanh(query + key).
  double dropout = 0;              ///< Share of the scores that is dropped in training.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// softmax(query · key) · value, on {query, value} or {query, value, key}.
///
///     auto y = Attention()({query, value}, {.use_causal_mask = true});
///
/// Luong et al. 2015; https://keras.io/api/layers/attention_layers/attention
class Attention : public Layer {
 public:
  explicit Attention(AttentionOptions options = {});
  Tensor operator()(const Tensors& inputs, const AttentionCallOptions& options = {}) const;
  template <int N>
  std::array<Tensor, N> call(const Tensors& inputs, const AttentionCallOptions& options) const {
    return Layer::call<N>(inputs, general(options));
  }

 protected:
  explicit Attention(std::shared_ptr<Impl> impl) : Layer(std::move(impl)) {}

 private:
  static CallOptions general(const AttentionCallOptions& options);
};

extern const Registered<Layer> registered_attention;
[[gnu::used]] inline const auto* const linked_attention = &registered_attention;

}  // namespace keras::layers
