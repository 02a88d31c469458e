#include "keras/layers/rnn/lstm.hpp"

#include "keras/layers/rnn/gated_cell.hpp"
#include "keras/layers/rnn/lstm_sequence.hpp"
#include "keras/layers/rnn/recurrent_layer.hpp"

namespace keras::layers {
namespace {

struct LSTMCellImpl final : GatedCell<LSTMCellOptions> {
  explicit LSTMCellImpl(LSTMCellOptions o) : GatedCell("LSTMCell", std::move(o), 4) {}

  std::size_t state_count() const override { return 2; }

  using GatedCell::build;
  void build(const Shape& input) override {
    GatedCell::build(input);
    if (!options.use_bias || !options.unit_forget_bias) return;
    bias.assign(forget_bias(options.bias_initializer, options.units, bias.dtype()));
  }

  Step begin(const Shape& x, bool training) const override {
    const auto masks = this->masks(x, training);
    const auto kernel = computed(this->kernel), recurrent = computed(recurrent_kernel);
    const auto offset = options.use_bias ? computed(bias) : Tensor();
    return [=, this](const Tensor& x, const std::vector<Tensor>& states) -> CellResult {
      auto z = product(x, masks.x, kernel, 4) + product(states[0], masks.h, recurrent, 4);
      if (offset.defined()) z = z + offset;
      return lstm_step(ops::split(z, 4, {.axis = -1}), states[1], options.activation,
                       options.recurrent_activation);
    };
  }

  std::optional<CellSequence> run(const Tensor& x, const std::vector<Tensor>& states,
                                  const Tensor& mask, bool training) const override {
    if (!has_kernel(mask, training)) return {};
    const auto z = all_products(x, options.use_bias ? computed(bias) : Tensor(), training);
    const auto [h, c] = lstm_sequence(z, states[0], states[1], computed(recurrent_kernel), mask);
    return CellSequence{h, {recurrence::last(h), recurrence::last(c)}};
  }
};

struct LSTMImpl final : RecurrentOf<LSTMOptions> {
  explicit LSTMImpl(LSTMOptions o)
      : RecurrentOf("LSTM", o, cell_of<LSTMCell, LSTMCellOptions>(o, "lstm_cell")) {}
};

}  // namespace

LSTMCell::LSTMCell(LSTMCellOptions options)
    : Layer(std::make_shared<LSTMCellImpl>(std::move(options))) {}
LSTMCell::LSTMCell(int units, LSTMCellOptions options)
    : LSTMCell((options.units = units, std::move(options))) {}

LSTM::LSTM(LSTMOptions options) : Layer(std::make_shared<LSTMImpl>(std::move(options))) {}
LSTM::LSTM(int units, LSTMOptions options) : LSTM((options.units = units, std::move(options))) {}
Layer LSTM::from_config(const Object& config) {
  return recurrent_from_config<LSTM, LSTMOptions>(config);
}

const Registered<Layer> registered_lstm_cell =
    registered<Layer, LSTMCell, LSTMCellOptions>("keras.layers", "LSTMCell");
const Registered<Layer> registered_lstm =
    registered<Layer, LSTM, LSTMOptions>("keras.layers", "LSTM");

}  // namespace keras::layers
