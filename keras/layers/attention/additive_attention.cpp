#include "keras/layers/attention/additive_attention.hpp"

#include "keras/layers/attention/attention_impl.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {
namespace {

struct AdditiveAttentionImpl final : AttentionOf<AdditiveAttentionOptions> {
  Variable scale;

  explicit AdditiveAttentionImpl(AdditiveAttentionOptions o)
      : AttentionOf("AdditiveAttention", std::move(o)) {}

  using AttentionOf::build;
  void build(const Shape& query) override {
    if (!options.use_scale) return;
    scale = add_weight({.shape = {query[-1]},
                        .initializer = "glorot_uniform",
                        .dtype = policy.variable_dtype(),
                        .name = "scale"});
  }

  Tensor scores(const Tensor& query, const Tensor& key) const override {
    auto sums = ops::tanh(ops::expand_dims(query, -2) + ops::expand_dims(key, -3));
    if (options.use_scale) sums = computed(scale) * sums;
    return ops::sum(sums, {.axis = -1});
  }
};

}  // namespace

AdditiveAttention::AdditiveAttention(AdditiveAttentionOptions options)
    : Attention(std::make_shared<AdditiveAttentionImpl>(std::move(options))) {}

const Registered<Layer> registered_additive_attention =
    registered<Layer, AdditiveAttention, AdditiveAttentionOptions>("keras.layers",
                                                                   "AdditiveAttention");

}  // namespace keras::layers
