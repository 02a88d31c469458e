// Internal: what SimpleRNNCell, GRUCell and LSTMCell share.
#pragma once
#include <algorithm>
#include <array>
#include <utility>

#include "keras/activations/activation.hpp"
#include "keras/layers/define.hpp"
#include "keras/layers/rnn/cell.hpp"
#include "keras/layers/rnn/recurrence.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"

namespace keras::layers {

/// `ones` with elements dropped, for each gate: what inputs or states are multiplied by.
std::vector<Tensor> dropout_masks(const Shape& shape, DType dtype, double rate, int count,
                                  const random::SeedGenerator& generator);

/// The first offsets of an LSTM: those of the forget gate are 1.
Tensor forget_bias(const Initializer& initializer, int units, DType dtype);

/// One step of an LSTM from the inputs of its gates i, f, c, o and the state c.
CellResult lstm_step(const std::vector<Tensor>& gates, const Tensor& c,
                     const activations::Activation& activation,
                     const activations::Activation& recurrent_activation);

/// `x` times the mask of a gate, if there are masks.
inline Tensor masked(const Tensor& x, const std::vector<Tensor>& masks, std::size_t gate) {
  return masks.empty() ? x : x * masks[std::min(gate, masks.size() - 1)];
}

/// A cell with one kernel for the input and one for the state, both with `gates` parts of `units`.
template <class Options>
class GatedCell : public LayerOf<Options>, public Cell {
 public:
  GatedCell(const char* class_name, Options o, int gates)
      : LayerOf<Options>(class_name, std::move(o)), gates_(gates), generator_(this->options.seed) {
    auto& given = this->options;
    if (given.units <= 0)
      fail("layers.", class_name, ": units must be positive; received units=", given.units);
    given.dropout = std::clamp(given.dropout, 0.0, 1.0);
    given.recurrent_dropout = std::clamp(given.recurrent_dropout, 0.0, 1.0);
  }

  layers::Cell* cell() override { return this; }
  std::vector<Shape> state_shapes(const Shape&) const override {
    return std::vector<Shape>(state_count(), {this->options.units});
  }

  using LayerOf<Options>::build;
  using LayerOf<Options>::call;
  void build(const Shape& input) override {
    const auto& o = this->options;
    if (input.rank() < 1 || input[-1] == Shape::unknown)
      fail("the last axis of the input must be known; received shape ", input);
    const std::int64_t units = o.units, width = gates_ * units;
    const auto dtype = this->policy.variable_dtype();
    kernel = this->add_weight({.shape = {input[-1], width},
                               .initializer = o.kernel_initializer,
                               .regularizer = o.kernel_regularizer,
                               .constraint = o.kernel_constraint,
                               .dtype = dtype,
                               .name = "kernel"});
    recurrent_kernel = this->add_weight({.shape = {units, width},
                                         .initializer = o.recurrent_initializer,
                                         .regularizer = o.recurrent_regularizer,
                                         .constraint = o.recurrent_constraint,
                                         .dtype = dtype,
                                         .name = "recurrent_kernel"});
    if (!o.use_bias) return;
    bias = this->add_weight({.shape = bias_shape(),
                             .initializer = o.bias_initializer,
                             .regularizer = o.bias_regularizer,
                             .constraint = o.bias_constraint,
                             .dtype = dtype,
                             .name = "bias"});
  }

  Tensors call(const Tensors& inputs, CallContext& context) override {
    return call_cell(*this, this->path(), inputs, context.training);
  }
  Tensor call(const Tensor& x, CallContext& context) override { return call(Tensors(x), context); }
  void build(const std::vector<Shape>& inputs) override { build(inputs.at(0)); }

  Variable kernel = {}, recurrent_kernel = {}, bias = {};

 protected:
  virtual Shape bias_shape() const { return {std::int64_t{gates_} * this->options.units}; }

  /// `variable` as the arithmetic wants it.
  Tensor computed(const Variable& variable) const {
    return ops::cast(variable, this->policy.compute_dtype());
  }
  /// The part of `x` that belongs to gate `gate`, or to `count` gates from there on.
  Tensor part(const Tensor& x, int gate, int count = 1) const {
    const auto units = std::int64_t{this->options.units};
    const auto picked = range(gate * units, (gate + count) * units);
    return x.rank() == 1 ? x(picked) : x(keras::all, picked);
  }
  /// `x` times the first `count` parts of `kernel`; each gate has a mask of its own if there are
  /// several.
  Tensor product(const Tensor& x, const std::vector<Tensor>& masks, const Tensor& kernel,
                 int count) const {
    const auto columns = count == gates_ ? kernel : part(kernel, 0, count);
    if (masks.size() <= 1) return ops::matmul(masked(x, masks, 0), columns);
    std::vector<Tensor> products;
    for (int gate = 0; gate < count; ++gate)
      products.push_back(
          ops::matmul(masked(x, masks, static_cast<std::size_t>(gate)), part(kernel, gate)));
    return ops::concatenate(products, {.axis = -1});
  }
  struct Masks {
    std::vector<Tensor> x, h;
  };
  /// What is dropped in one pass. Keras gives each gate its own masks if it drops states at all.
  Masks masks(const Shape& x, bool training) const {
    const auto& o = this->options;
    Masks result;
    if (!training) return result;
    const auto dtype = this->policy.compute_dtype();
    const int count = o.recurrent_dropout > 0 ? gates_ : 1;
    result.x = dropout_masks(x, dtype, effective(o.dropout), count, generator_);
    result.h =
        dropout_masks({x[0], o.units}, dtype, effective(o.recurrent_dropout), count, generator_);
    return result;
  }
  /// Of the cells with gates, Keras ignores a rate of 1.
  double effective(double rate) const { return gates_ > 1 && rate == 1 ? 0 : rate; }

  /// Whether there is one operation for a whole sequence.
  bool has_kernel(const Tensor& mask, bool training) const {
    const auto& o = this->options;
    if constexpr (requires { o.recurrent_activation; })
      if (o.recurrent_activation.name() != "sigmoid") return false;
    return o.activation.name() == "tanh" && this->policy.compute_dtype() == DType::float32 &&
           o.units <= recurrence::most_units && !(mask.defined() && mask.rank() != 2) &&
           !(training && effective(o.recurrent_dropout) > 0);
  }
  /// All steps of `x` times the kernel, plus `offset`.
  Tensor all_products(const Tensor& x, const Tensor& offset, bool training) const {
    const auto drawn = masks(x.shape().without(1), training).x;
    auto y = ops::matmul(drawn.empty() ? x : x * ops::expand_dims(drawn[0], 1), computed(kernel));
    return offset.defined() ? y + offset : y;
  }

  int gates_;
  random::SeedGenerator generator_;
};

}  // namespace keras::layers
