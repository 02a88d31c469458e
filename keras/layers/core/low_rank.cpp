#include "keras/layers/core/low_rank.hpp"

#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::layers {
namespace {

void expect_adaptable(const Layer::Impl& layer, const Variable& weight, int rank) {
  if (!weight.defined()) fail(layer.path(), ": the layer must be built before enable_lora");
  const auto& slot = *weight.slot();
  if (slot.constraint)
    fail(layer.path(), ": lora_rank cannot be given with a constraint of ", quoted(weight.name()));
  if (slot.adapted) fail(layer.path(), ": enable_lora can be called once; it was called before");
  if (rank <= 0) fail(layer.path(), ": lora_rank must be positive; received lora_rank=", rank);
}

}  // namespace

Tensor LowRank::product() const { return scale * ops::matmul(a, b); }

LowRank adapt(Layer::Impl& layer, const Adapted& adapted, int rank, const LoraOptions& options) {
  const auto& weight = adapted.weight;
  expect_adaptable(layer, weight, rank);
  const auto add = [&](const char* suffix, Shape of, const Initializer& initializer) {
    const auto variable = layer.add_weight({.shape = std::move(of),
                                            .initializer = initializer,
                                            .regularizer = adapted.regularizer,
                                            .dtype = "float32",
                                            .name = "lora_" + weight.name() + suffix});
    variable.slot()->saved = false;
    return variable;
  };
  auto left = adapted.shape;
  left[-1] = rank;
  const auto a = add("_a", left, options.a_initializer);
  const auto b = add("_b", {rank, adapted.shape[-1]}, options.b_initializer);
  weight.trainable(false);
  const LowRank change = {a, b, options.lora_alpha.value_or(rank) / rank};
  weight.slot()->adapted = [change](const Tensor& w) { return w + change.product(); };
  return change;
}

Tensor adapted(const Variable& weight, DType dtype) {
  const auto& change = weight.slot()->adapted;
  return ops::cast(change ? change(weight) : Tensor(weight), dtype);
}

Object with_adaptation(Object config) {
  const auto rank = config.at("lora_rank");
  auto& alpha = config["lora_alpha"];
  if (rank.is_null() || rank == Value(0)) {
    config.erase("lora_rank");
    config.erase("lora_alpha");
  } else if (alpha.is_null()) {
    alpha = rank;
  }
  return config;
}

}  // namespace keras::layers
