#include "keras/layers/core/embedding.hpp"

#include "keras/layers/core/embedding_table.hpp"
#include "keras/layers/layer_define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::layers {
namespace {

struct EmbeddingImpl final : LayerOf<EmbeddingOptions> {
  EmbeddingTable table;

  explicit EmbeddingImpl(EmbeddingOptions o) : LayerOf("Embedding", std::move(o)) {
    if (options.input_dim <= 0 || options.output_dim <= 0)
      fail("layers.Embedding: input_dim and output_dim must be positive; received input_dim=",
           options.input_dim, " and output_dim=", options.output_dim);
    if (options.weights.given() && options.weights.shape() != shape())
      fail("layers.Embedding: weights must have shape ", shape(), "; received shape ",
           options.weights.shape());
    if (options.weights.given() && !policy.quantization_mode().empty())
      fail("layers.Embedding: weights must be None where the dtype policy quantizes; received ",
           "dtype=", quoted(policy.name()));
    activity_regularizer = options.activity_regularizer;
  }

  Shape shape() const { return {options.input_dim, options.output_dim}; }

  Object config() const override {
    auto config = with_adaptation(LayerOf::config());
    config.erase("weights");
    return config;
  }

  /// Half precision could not hold the numbers of many tokens.
  bool casts_inputs() const override { return false; }

  void build(const Shape&) override {
    table.build(*this, options);
    if (options.weights.given())
      table.variable().assign(options.weights.tensor(policy.variable_dtype()));
    if (options.lora_rank.value_or(0) != 0) enable_lora(*options.lora_rank, {});
  }

  void enable_lora(int rank, const LoraOptions& lora) {
    table.enable_lora(*this, options, rank, lora);
  }

  bool supports_quantization(const std::string& mode) const override {
    return EmbeddingTable::supports_quantization(mode);
  }
  void quantize_weights(const QuantizationConfig& config) override {
    options.quantization_config = config;
    table.quantize(*this, config);
  }
  Variables saved_variables() const override { return table.saved_variables(); }

  bool supports_masking() const override { return options.mask_zero; }
  Tensors compute_mask(const Tensors& inputs, const Tensors&) const override {
    return options.mask_zero ? Tensors(ops::not_equal(inputs[0], 0)) : Tensors();
  }

  Tensor call(const Tensor& x, CallContext&) override {
    const bool whole = x.dtype() == DType::int32 || x.dtype() == DType::int64;
    return table.rows(*this, whole ? x : ops::cast(x, "int32"));
  }
};

}  // namespace

Embedding::Embedding(EmbeddingOptions options)
    : Layer(std::make_shared<EmbeddingImpl>(std::move(options))) {}
Embedding::Embedding(int input_dim, int output_dim, EmbeddingOptions options)
    : Embedding(
          (options.input_dim = input_dim, options.output_dim = output_dim, std::move(options))) {}
Variable Embedding::embeddings() const { return as<EmbeddingImpl>().table.variable(); }
void Embedding::enable_lora(int rank, LoraOptions options) const {
  as<EmbeddingImpl>().enable_lora(rank, options);
}

Layer Embedding::from_config(const Object& saved) {
  auto config = saved;
  config.erase("input_length");  // of Keras 2, without meaning since
  return layer_from_config<Embedding, EmbeddingOptions>(config);
}

const Registered<Layer> registered_embedding =
    registered<Layer, Embedding, EmbeddingOptions>("keras.layers", "Embedding");

}  // namespace keras::layers
