#include "keras/layers/core/reversible_embedding.hpp"

#include "keras/graph/mask.hpp"
#include "keras/layers/core/embedding_table.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

struct ReversibleEmbeddingImpl final : LayerOf<ReversibleEmbeddingOptions> {
  EmbeddingTable table;
  Variable reverse_embeddings;
  QuantizedKernel whole_reverse;  ///< The way back, if it is one of whole numbers of its own.

  explicit ReversibleEmbeddingImpl(ReversibleEmbeddingOptions o)
      : LayerOf("ReversibleEmbedding", std::move(o)) {
    if (options.input_dim <= 0 || options.output_dim <= 0)
      fail("layers.ReversibleEmbedding: input_dim and output_dim must be positive; received ",
           "input_dim=", options.input_dim, " and output_dim=", options.output_dim);
    activity_regularizer = options.activity_regularizer;
  }

  Object config() const override { return with_adaptation(LayerOf::config()); }
  /// Half precision could not hold the numbers of many tokens.
  bool casts_inputs() const override { return false; }
  std::vector<std::string> call_arguments() const override { return {"reverse"}; }

  using LayerOf::build;
  void build(const Shape&) override {
    table.build(*this, options);
    if (options.lora_rank.value_or(0) != 0)
      table.enable_lora(*this, options, *options.lora_rank, {.lora_alpha = options.lora_alpha});
    if (options.tie_weights) return;
    if (table.whole().built()) return build_whole_reverse();
    reverse_embeddings = add_weight({.shape = {options.output_dim, options.input_dim},
                                     .initializer = options.embeddings_initializer,
                                     .dtype = policy.variable_dtype(),
                                     .name = "reverse_embeddings"});
  }

  void build_whole_reverse() {
    const auto same = [](const Tensor& scale) { return scale; };
    whole_reverse.build(
        *this,
        {.name = "reverse_embeddings",
         .shape = {options.output_dim, options.input_dim},
         .contraction = {.product = ops::matmul,
                         .input_axes = {-1},
                         .kernel_axes = {0},
                         .from_input = same,
                         .from_kernel =
                             [](const Tensor& scale) { return ops::squeeze(scale, {.axis = 0}); },
                         .to_kernel = same},
         .inputs = inputs_quantizer(),
         .block_size = table.whole().block_size(),
         .packed_axis = 0,
         .zero_dtype = policy.variable_dtype(),
         .groups = table.whole().groups()});
    reverse_embeddings = whole_reverse.values();
  }

  Quantizer inputs_quantizer() const {
    return activation_quantizer(options.quantization_config, quantizers::AbsMaxQuantizer());
  }

  bool supports_quantization(const std::string& mode) const override {
    return EmbeddingTable::supports_quantization(mode);
  }
  void quantize_weights(const QuantizationConfig& config) override {
    options.quantization_config = config;
    table.quantize(*this, config);
    if (options.tie_weights) return;
    const auto numbers = reverse_embeddings.value();
    remove_weight(reverse_embeddings);
    build_whole_reverse();
    whole_reverse.assign(numbers, weight_quantizer(config));
  }
  Variables saved_variables() const override {
    auto saved = table.saved_variables();
    if (reverse_embeddings.defined()) saved.push_back(reverse_embeddings);
    if (whole_reverse.built())
      for (const auto& variable : whole_reverse.saved_scales()) saved.push_back(variable);
    return saved;
  }

  Tensor call(const Tensor& x, CallContext& context) override {
    return is_reversed(context) ? tokens_of(x) : vectors_of(x);
  }

  static bool is_reversed(const CallContext& context) {
    const auto* given = context.arguments.find("reverse");
    const auto* value = given ? std::get_if<Value>(given) : nullptr;
    return value && !value->is_null() && value->as_bool();
  }

  Tensor vectors_of(const Tensor& tokens) const {
    const auto result = table.rows(*this, ops::cast(tokens, "int32"));
    if (options.mask_zero) graph::set_mask(result, ops::not_equal(tokens, 0));
    return result;
  }

  Tensor tokens_of(const Tensor& vectors) const {
    const auto logits = table.whole().built() ? whole_logits_of(vectors) : logits_of(vectors);
    if (!options.logit_soft_cap) return logits;
    return ops::tanh(logits / *options.logit_soft_cap) * *options.logit_soft_cap;
  }

  Tensor logits_of(const Tensor& vectors) const {
    const auto dtype = options.reverse_dtype.value_or(policy.compute_dtype());
    const auto kernel = options.tie_weights
                            ? ops::transpose(adapted(table.variable(), policy.variable_dtype()))
                            : reverse_embeddings.value();
    return ops::matmul(ops::cast(vectors, dtype), ops::cast(kernel, dtype));
  }

  Tensor whole_logits_of(const Tensor& vectors) const {
    const auto dtype = policy.compute_dtype();
    if (whole_reverse.built()) return whole_reverse.rounded_product(vectors, dtype);
    return table.whole().transposed_product(vectors, inputs_quantizer(), dtype);
  }
};

}  // namespace

ReversibleEmbedding::ReversibleEmbedding(ReversibleEmbeddingOptions options)
    : Layer(std::make_shared<ReversibleEmbeddingImpl>(std::move(options))) {}
ReversibleEmbedding::ReversibleEmbedding(int input_dim, int output_dim,
                                         ReversibleEmbeddingOptions options)
    : ReversibleEmbedding(
          (options.input_dim = input_dim, options.output_dim = output_dim, std::move(options))) {}

const Registered<Layer> registered_reversible_embedding =
    registered<Layer, ReversibleEmbedding, ReversibleEmbeddingOptions>("keras.layers",
                                                                       "ReversibleEmbedding");

}  // namespace keras::layers
