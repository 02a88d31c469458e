#include "keras/layers/attention/attention.hpp"

#include "keras/layers/attention/attention_impl.hpp"
#include "keras/layers/layer_define.hpp"

namespace keras::layers {

Tensor causal_mask(std::int64_t queries, std::int64_t keys) {
  const auto row = ops::reshape(ops::arange(queries, {.dtype = "int32"}), {1, queries, 1});
  const auto column = ops::reshape(ops::arange(keys, {.dtype = "int32"}), {1, 1, keys});
  return row >= column;
}

bool is_on(const Arguments& arguments, const char* name) {
  const auto* item = arguments.find(name);
  const auto* value = item ? std::get_if<Value>(item) : nullptr;
  if (!value || value->is_null()) return false;
  return value->is_number() ? value->as_number() != 0 : value->as_bool();  // Keras takes 0 and 1
}

namespace {

struct AttentionImpl final : AttentionOf<AttentionOptions> {
  Variable scale, concat_score_weight;

  explicit AttentionImpl(AttentionOptions o) : AttentionOf("Attention", std::move(o)) {
    if (options.score_mode != "dot" && options.score_mode != "concat")
      fail("layers.Attention: score_mode must be \"dot\" or \"concat\"; received score_mode=",
           quoted(options.score_mode));
  }

  using AttentionOf::build;
  void build(const Shape&) override {
    const auto factor = [&](const char* name) {
      return add_weight(
          {.shape = {}, .initializer = "ones", .dtype = policy.variable_dtype(), .name = name});
    };
    if (options.use_scale) scale = factor("scale");
    if (options.score_mode == "concat") concat_score_weight = factor("concat_score_weight");
  }

  Tensor scores(const Tensor& query, const Tensor& key) const override {
    if (options.score_mode == "dot") {
      const auto products = ops::matmul(query, ops::swapaxes(key, -2, -1));
      return options.use_scale ? products * computed(scale) : products;
    }
    auto sums = ops::expand_dims(query, -2) + ops::expand_dims(key, -3);
    if (options.use_scale) sums = computed(scale) * sums;
    return computed(concat_score_weight) * ops::sum(ops::tanh(sums), {.axis = -1});
  }
};

}  // namespace

Attention::Attention(AttentionOptions options)
    : Layer(std::make_shared<AttentionImpl>(std::move(options))) {}

CallOptions Attention::general(const AttentionCallOptions& options) {
  CallOptions result = {.training = options.training, .mask = options.mask};
  if (options.return_attention_scores) result.arguments.set("return_attention_scores", Value(true));
  if (options.use_causal_mask) result.arguments.set("use_causal_mask", Value(true));
  return result;
}

Tensor Attention::operator()(const Tensors& inputs, const AttentionCallOptions& options) const {
  return Layer::operator()(inputs, general(options));
}

const Registered<Layer> registered_attention =
    registered<Layer, Attention, AttentionOptions>("keras.layers", "Attention");

}  // namespace keras::layers
