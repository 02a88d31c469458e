#pragma once
#include "keras/layers/attention/multi_head_attention.hpp"

namespace keras::layers {

/// Arguments of `GroupQueryAttention`, in the order of keras.layers.GroupQueryAttention.
struct GroupQueryAttentionOptions {
  int head_dim = 0;             ///< Features of each head. Required.
  int num_query_heads = 0;      ///< A multiple of num_key_value_heads. Required.
  int num_key_value_heads = 0;  ///< Required.
  double dropout = 0;           ///< Share of the scores that is dropped in training.
  bool use_bias = true;
  std::optional<int> sliding_window = {};    ///< Steps see those less than this far away.
  std::optional<bool> flash_attention = {};  ///< Demanded: excludes dropout and scores.
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

/// Multi-head attention in which several heads of the query share one of key and value.
///
///     const auto y = GroupQueryAttention(64, 8, 2)(x, x, {.use_causal_mask = true});
///
/// Ainslie et al. 2023; https://keras.io/api/layers/attention_layers/group_query_attention
class GroupQueryAttention : public QueryValueLayer {
 public:
  GroupQueryAttention(int head_dim, int num_query_heads, int num_key_value_heads,
                      GroupQueryAttentionOptions options = {});
  explicit GroupQueryAttention(GroupQueryAttentionOptions options);
};

extern const Registered<Layer> registered_group_query_attention;
[[gnu::used]] inline const auto* const linked_group_query_attention =
    &registered_group_query_attention;

}  // namespace keras::layers
