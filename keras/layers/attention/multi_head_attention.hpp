#pragma once
#include "keras/core/integers.hpp"
#include "keras/layers/core/einsum_dense.hpp"

namespace keras::layers {

/// What a call of `MultiHeadAttention` or `GroupQueryAttention` is told besides query and value.
struct MultiHeadAttentionCallOptions {
  Tensor key = {};                       ///< The value by default.
  Tensor query_mask = {};                ///< The masks of the tensors by default.
  Tensor value_mask = {};                ///< (batch, keys): which steps may be seen.
  Tensor key_mask = {};                  ///< The same.
  Tensor attention_mask = {};            ///< (batch, queries, keys): what may see what.
  bool return_attention_scores = false;  ///< A second output, by `call<2>`.
  std::optional<bool> training = {};
  bool use_causal_mask = false;  ///< No step sees a later one.
};

/// Arguments of `MultiHeadAttention`, in the order of keras.layers.MultiHeadAttention.
struct MultiHeadAttentionOptions {
  int num_heads = 0;                  ///< Required.
  int key_dim = 0;                    ///< Features of each query and key of a head. Required.
  std::optional<int> value_dim = {};  ///< Features of each value; key_dim by default.
  double dropout = 0;                 ///< Share of the scores that is dropped in training.
  bool use_bias = true;
  std::optional<PartialShape> output_shape = {};  ///< The last axis of the query by default.
  std::optional<Integers> attention_axes = {};    ///< All but batch and features by default.
  std::optional<int> sliding_window = {};         ///< Steps see those less than this far away.
  std::optional<bool> flash_attention = {};       ///< Demanded: excludes dropout and scores.
  Initializer kernel_initializer = "glorot_uniform";
  Initializer bias_initializer = "zeros";
  Regularizer kernel_regularizer = {};
  Regularizer bias_regularizer = {};
  Regularizer activity_regularizer = {};
  Constraint kernel_constraint = {};
  Constraint bias_constraint = {};
  bool use_gate = false;  ///< Whether the heads are multiplied by a learned gate of the query.
  std::optional<std::int64_t> seed = {};
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// A layer that is called on query and value, and options of its own.
class QueryValueLayer : public Layer {
 public:
  Tensor operator()(const Tensor& query, const Tensor& value,
                    const MultiHeadAttentionCallOptions& options = {}) const;
  template <int N>
  std::array<Tensor, N> call(const Tensor& query, const Tensor& value,
                             const MultiHeadAttentionCallOptions& options = {}) const {
    return Layer::call<N>(inputs(query, value, options), general(options));
  }

 protected:
  using Layer::Layer;

 private:
  static Tensors inputs(const Tensor& query, const Tensor& value,
                        const MultiHeadAttentionCallOptions& options);
  static CallOptions general(const MultiHeadAttentionCallOptions& options);
};

/// Several attentions side by side on learned projections of query, value and key.
///
///     const auto y = MultiHeadAttention(8, 64)(x, x, {.use_causal_mask = true});
///
/// Vaswani et al. 2017; https://keras.io/api/layers/attention_layers/multi_head_attention
class MultiHeadAttention : public QueryValueLayer {
 public:
  MultiHeadAttention(int num_heads, int key_dim, MultiHeadAttentionOptions options = {});
  explicit MultiHeadAttention(MultiHeadAttentionOptions options);
};

extern const Registered<Layer> registered_multi_head_attention;
[[gnu::used]] inline const auto* const linked_multi_head_attention =
    &registered_multi_head_attention;

}  // namespace keras::layers
