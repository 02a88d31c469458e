// Internal: what Attention and AdditiveAttention share.
#pragma once
#include <utility>

#include "keras/layers/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {

/// (1, queries, keys): true where the key is not later than the query.
Tensor causal_mask(std::int64_t queries, std::int64_t keys);

/// Whether a call argument was given as true.
bool is_on(const Arguments& arguments, const char* name);

template <class Options>
class AttentionOf : public LayerOf<Options> {
 public:
  AttentionOf(const char* class_name, Options o)
      : LayerOf<Options>(class_name, std::move(o)), generator_(this->options.seed) {}

  std::vector<std::string> call_arguments() const override {
    return {"return_attention_scores", "use_causal_mask"};
  }
  bool supports_masking() const override { return true; }
  Tensors compute_mask(const Tensors&, const Tensors& mask) const override {
    return mask.defined() ? Tensors(mask[0]) : Tensors();
  }

  using LayerOf<Options>::build;
  void build(const std::vector<Shape>& inputs) override {
    if (inputs.size() < 2 || inputs.size() > 3)
      fail("the inputs must be {query, value} or {query, value, key}; received ", inputs.size());
    build(inputs[0]);
  }
  Tensor call(const Tensor& x, CallContext& context) override { return call(Tensors(x), context); }
  Tensors call(const Tensors& inputs, CallContext& context) override {
    const auto& value = inputs[1];
    auto weights = scores(inputs[0], inputs.size() > 2 ? inputs[2] : value);
    const auto& mask = context.mask;
    const auto value_mask = mask.size() > 1 ? mask[1] : Tensor();
    weights = kept(weights, value_mask, is_on(context.arguments, "use_causal_mask"));
    weights = ops::softmax(weights);
    auto shown = weights;
    if (context.training && this->options.dropout > 0)
      shown = random::dropout(weights, this->options.dropout, {.seed = generator_});
    auto y = ops::matmul(shown, value);
    if (mask.defined() && mask[0].defined())
      y = ops::where(ops::expand_dims(ops::cast(mask[0], "bool"), -1), y, ops::zeros_like(y));
    if (!is_on(context.arguments, "return_attention_scores")) return y;
    return {y, shown};
  }

 protected:
  /// (batch, queries, features) and (batch, keys, features) -> (batch, queries, keys).
  virtual Tensor scores(const Tensor& query, const Tensor& key) const = 0;
  Tensor computed(const Variable& variable) const {
    return ops::cast(variable, this->policy.compute_dtype());
  }

 private:
  /// The scores, far below all others where the masks are false.
  static Tensor kept(const Tensor& scores, const Tensor& value_mask, bool causal) {
    Tensor mask;
    if (value_mask.defined()) mask = ops::expand_dims(ops::cast(value_mask, "bool"), -2);
    if (causal) {
      const auto earlier = causal_mask(scores.shape(-2), scores.shape(-1));
      mask = mask.defined() ? mask & earlier : earlier;
    }
    if (!mask.defined()) return scores;
    const double far = scores.dtype() == DType::float16 ? 65504.0 : 1e9;
    return ops::where(mask, scores, scores - far);
  }

  random::SeedGenerator generator_;
};

}  // namespace keras::layers
