// Internal: what RNN, SimpleRNN, GRU, LSTM and the convolutional ones share.
#pragma once
#include <memory>
#include <utility>
#include <vector>

#include "keras/layers/layer_define.hpp"
#include "keras/layers/rnn/cell.hpp"

namespace keras::layers {

/// How a recurrent layer goes through a sequence.
struct RecurrentOptions {
  bool return_sequences = false;
  bool return_state = false;
  bool go_backwards = false;
  bool stateful = false;
  bool unroll = false;
  bool zero_output_for_mask = false;
};

/// A layer that repeats a cell over the second axis of its input.
class RecurrentImpl : public Layer::Impl {
 public:
  RecurrentImpl(const char* class_name, std::string name, DTypePolicy policy, bool trainable,
                Layer cell, RecurrentOptions how);

  void build(const std::vector<Shape>& inputs) override;
  Tensors call(const Tensors& inputs, CallContext& context) override;
  std::vector<Layer::Child> children() const override { return {{"cell", {cell_layer}}}; }
  bool supports_masking() const override { return true; }
  Tensors compute_mask(const Tensors& inputs, const Tensors& mask) const override;
  void reset_state() override;

  const Layer cell_layer;

 private:
  const Cell& step_cell() const { return *cell_layer.impl()->cell(); }
  std::vector<Tensor> first_states(const Tensor& x, const Tensors& given) const;
  CellSequence sequence(const Tensor& x, std::vector<Tensor> states, const Tensor& mask,
                        bool training) const;
  CellSequence step_by_step(const Tensor& x, std::vector<Tensor> states, const Tensor& mask,
                            bool training) const;
  Tensor masked_output(const Tensor& output, const Tensor& before, const Tensor& kept) const;

  RecurrentOptions how_;
  Variables states_ = {};  ///< Of a stateful layer, between batches.
};

/// The same with its arguments in `options`, and the config that they make.
template <ClosesLikeALayer Options>
class RecurrentOf : public RecurrentImpl {
 public:
  RecurrentOf(const char* class_name, Options o, Layer cell)
      : RecurrentImpl(class_name, o.name, o.dtype, o.trainable, std::move(cell),
                      {.return_sequences = o.return_sequences,
                       .return_state = o.return_state,
                       .go_backwards = o.go_backwards,
                       .stateful = o.stateful,
                       .unroll = o.unroll,
                       .zero_output_for_mask = o.zero_output_for_mask}),
        options(std::move(o)) {
    if constexpr (requires { options.activity_regularizer; })
      activity_regularizer = options.activity_regularizer;
  }

  Object config() const override {
    auto config = to_config(options);
    for (const auto* key : {"name", "dtype", "trainable"}) config.erase(key);
    return config;
  }

  Options options;
};

/// The members of a `To` from those of the same name and type of `from`.
template <class To, class From>
To taken_from(const From& from) {
  To to;
  reflect::for_each(to, [&](std::string_view name, auto& member) {
    reflect::for_each(from, [&](std::string_view other, const auto& given) {
      if constexpr (std::is_same_v<decltype(member), std::remove_cvref_t<decltype(given)>&>)
        if (name == other) member = given;
    });
  });
  return to;
}

/// The cell that a layer makes for itself from its own arguments.
template <class CellClass, class CellOptions, class Options>
CellClass cell_of(const Options& options, const char* name) {
  auto arguments = taken_from<CellOptions>(options);
  arguments.name = name;
  return CellClass(std::move(arguments));
}

/// A recurrent layer read from its config, without what older versions of Keras said besides.
template <class Class, class Options>
Layer recurrent_from_config(const Object& saved) {
  auto config = saved;
  config.erase("implementation");  // how it is computed, not what
  config.erase("use_cudnn");
  if (const auto* time_major = config.find("time_major")) {
    if (!time_major->is_null() && time_major->as_bool())
      fail("time_major must be False: steps are the second axis; received time_major=True");
    config.erase("time_major");
  }
  return layer_from_config<Class, Options>(config);
}

}  // namespace keras::layers
