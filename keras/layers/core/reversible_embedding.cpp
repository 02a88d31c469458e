#include "keras/layers/core/reversible_embedding.hpp"

#include "keras/graph/mask.hpp"
#include "keras/layers/core/full_precision.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct ReversibleEmbeddingImpl final : LayerOf<ReversibleEmbeddingOptions> {
  Variable embeddings, reverse_embeddings;

  explicit ReversibleEmbeddingImpl(ReversibleEmbeddingOptions o)
      : LayerOf("ReversibleEmbedding", std::move(o)) {
    if (options.input_dim <= 0 || options.output_dim <= 0)
      fail("layers.ReversibleEmbedding: input_dim and output_dim must be positive; received ",
           "input_dim=", options.input_dim, " and output_dim=", options.output_dim);
    expect_full_precision("ReversibleEmbedding", options);
    activity_regularizer = options.activity_regularizer;
  }

  Object config() const override { return with_adaptation(LayerOf::config()); }
  /// Half precision could not hold the numbers of many tokens.
  bool casts_inputs() const override { return false; }
  std::vector<std::string> call_arguments() const override { return {"reverse"}; }

  using LayerOf::build;
  void build(const Shape&) override {
    const auto dtype = policy.variable_dtype();
    embeddings = add_weight({.shape = {options.input_dim, options.output_dim},
                             .initializer = options.embeddings_initializer,
                             .regularizer = options.embeddings_regularizer,
                             .constraint = options.embeddings_constraint,
                             .dtype = dtype,
                             .name = "embeddings"});
    if (options.lora_rank.value_or(0) != 0)
      enable_lora(*this, options, embeddings, options.embeddings_regularizer, *options.lora_rank,
                  {.lora_alpha = options.lora_alpha});
    if (!options.tie_weights)
      reverse_embeddings = add_weight({.shape = {options.output_dim, options.input_dim},
                                       .initializer = options.embeddings_initializer,
                                       .dtype = dtype,
                                       .name = "reverse_embeddings"});
  }

  Tensor call(const Tensor& x, CallContext& context) override {
    return is_reversed(context) ? tokens_of(x) : vectors_of(x);
  }

  Tensor table() const { return adapted(embeddings, policy.variable_dtype()); }

  static bool is_reversed(const CallContext& context) {
    const auto* given = context.arguments.find("reverse");
    const auto* value = given ? std::get_if<Value>(given) : nullptr;
    return value && !value->is_null() && value->as_bool();
  }

  Tensor vectors_of(const Tensor& tokens) const {
    const auto vectors = ops::take(table(), ops::cast(tokens, "int32"), {.axis = 0});
    const auto result = ops::cast(vectors, policy.compute_dtype());
    if (options.mask_zero) graph::set_mask(result, ops::not_equal(tokens, 0));
    return result;
  }

  Tensor tokens_of(const Tensor& vectors) const {
    const auto dtype = options.reverse_dtype.value_or(policy.compute_dtype());
    const auto kernel =
        options.tie_weights ? ops::transpose(embeddings.value()) : reverse_embeddings.value();
    const auto logits = ops::matmul(ops::cast(vectors, dtype), ops::cast(kernel, dtype));
    if (!options.logit_soft_cap) return logits;
    return ops::tanh(logits / *options.logit_soft_cap) * *options.logit_soft_cap;
  }
};

}  // namespace

ReversibleEmbedding::ReversibleEmbedding(ReversibleEmbeddingOptions options)
    : Layer(std::make_shared<ReversibleEmbeddingImpl>(std::move(options))) {}
ReversibleEmbedding::ReversibleEmbedding(int input_dim, int output_dim,
                                         ReversibleEmbeddingOptions options)
    : ReversibleEmbedding(
          (options.input_dim = input_dim, options.output_dim = output_dim, std::move(options))) {}

}  // namespace keras::layers

template struct keras::Definition<keras::Layer, keras::layers::ReversibleEmbedding,
                                  keras::layers::ReversibleEmbeddingOptions>;
