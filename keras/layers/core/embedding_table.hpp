// Internal: the table of a layer that looks up vectors, in the form that the dtype policy names.
#pragma once
#include "keras/layers/core/quantized_table.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {

/// A table of floating-point numbers, or of whole ones.
class EmbeddingTable {
 public:
  /// Adds the weights of the layer's dtype policy to it, by the arguments that embeddings share.
  template <class Options>
  void build(Layer::Impl& layer, const Options& options) {
    shape_ = {options.input_dim, options.output_dim};
    if (!layer.policy.quantization_mode().empty()) {
      whole_.build(layer, shape_, options.quantization_config);
      variable_ = whole_.values();
      return;
    }
    variable_ = layer.add_weight({.shape = shape_,
                                  .initializer = options.embeddings_initializer,
                                  .regularizer = options.embeddings_regularizer,
                                  .constraint = options.embeddings_constraint,
                                  .dtype = layer.policy.variable_dtype(),
                                  .name = "embeddings"});
  }

  template <class Options>
  void enable_lora(Layer::Impl& layer, Options& options, int rank, const LoraOptions& lora) {
    change_ = layers::enable_lora(layer, options,
                                  {variable_, shape_, options.embeddings_regularizer}, rank, lora);
    if (whole_.built()) whole_.adapt(change_);
  }

  /// Turns the weights of a built layer into those of its new policy.
  void quantize(Layer::Impl& layer, const QuantizationConfig& config) {
    const auto numbers = variable_.value();
    layer.remove_weight(variable_);
    whole_.build(layer, shape_, config);
    whole_.assign(numbers, weight_quantizer(config));
    variable_ = whole_.values();
    if (change_.defined()) whole_.adapt(change_);
  }

  /// The vectors of the tokens, as the layer's compute dtype.
  Tensor rows(const Layer::Impl& layer, const Tensor& tokens) const {
    const auto dtype = layer.policy.compute_dtype();
    const auto of = [&](const Tensor& x) { return ops::take(x, tokens, {.axis = 0}); };
    if (!whole_.built())
      return ops::cast(of(adapted(variable_, layer.policy.variable_dtype())), dtype);
    const auto vectors = whole_.rows(tokens, dtype);
    if (!change_.defined()) return vectors;
    const auto added = ops::matmul(of(ops::cast(change_.a, dtype)), ops::cast(change_.b, dtype));
    return ops::cast(vectors + change_.scale * added, dtype);
  }

  static bool supports_quantization(const std::string& mode) {
    return mode == "int8" || mode == "int4";
  }
  const Variable& variable() const { return variable_; }
  const QuantizedTable& whole() const { return whole_; }
  /// What files hold, in their order.
  Variables saved_variables() const {
    return whole_.built() ? whole_.saved_variables() : Variables{variable_};
  }

 private:
  Shape shape_ = {};
  Variable variable_ = {};
  QuantizedTable whole_ = {};
  LowRank change_ = {};
};

}  // namespace keras::layers
