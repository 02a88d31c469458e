#include "keras/layers/rnn/simple_rnn.hpp"

#include "keras/layers/rnn/gated_cell.hpp"
#include "keras/layers/rnn/recurrent_layer.hpp"
#include "keras/layers/rnn/simple_rnn_sequence.hpp"

namespace keras::layers {
namespace {

struct SimpleRNNCellImpl final : GatedCell<SimpleRNNCellOptions> {
  explicit SimpleRNNCellImpl(SimpleRNNCellOptions o)
      : GatedCell("SimpleRNNCell", std::move(o), 1) {}

  Step begin(const Shape& x, bool training) const override {
    const auto masks = this->masks(x, training);
    const auto kernel = computed(this->kernel), recurrent = computed(recurrent_kernel);
    const auto offset = options.use_bias ? computed(bias) : Tensor();
    return [=, this](const Tensor& x, const std::vector<Tensor>& states) -> CellResult {
      auto h = product(x, masks.x, kernel, 1);
      if (offset.defined()) h = h + offset;
      h = options.activation(h + product(states[0], masks.h, recurrent, 1));
      return {h, {h}};
    };
  }

  std::optional<CellSequence> run(const Tensor& x, const std::vector<Tensor>& states,
                                  const Tensor& mask, bool training) const override {
    if (!has_kernel(mask, training)) return {};
    const auto z = all_products(x, options.use_bias ? computed(bias) : Tensor(), training);
    const auto h = simple_rnn_sequence(z, states[0], computed(recurrent_kernel), mask);
    return CellSequence{h, {recurrence::last(h)}};
  }
};

struct SimpleRNNImpl final : RecurrentOf<SimpleRNNOptions> {
  explicit SimpleRNNImpl(SimpleRNNOptions o)
      : RecurrentOf("SimpleRNN", o,
                    cell_of<SimpleRNNCell, SimpleRNNCellOptions>(o, "simple_rnn_cell")) {}

  Object config() const override {
    auto config = RecurrentOf::config();
    config.erase("seed");  // as Keras, which leaves it out here alone
    return config;
  }
};

}  // namespace

SimpleRNNCell::SimpleRNNCell(SimpleRNNCellOptions options)
    : Layer(std::make_shared<SimpleRNNCellImpl>(std::move(options))) {}
SimpleRNNCell::SimpleRNNCell(int units, SimpleRNNCellOptions options)
    : SimpleRNNCell((options.units = units, std::move(options))) {}

SimpleRNN::SimpleRNN(SimpleRNNOptions options)
    : Layer(std::make_shared<SimpleRNNImpl>(std::move(options))) {}
SimpleRNN::SimpleRNN(int units, SimpleRNNOptions options)
    : SimpleRNN((options.units = units, std::move(options))) {}
Layer SimpleRNN::from_config(const Object& config) {
  return recurrent_from_config<SimpleRNN, SimpleRNNOptions>(config);
}

const Registered<Layer> registered_simple_rnn_cell =
    registered<Layer, SimpleRNNCell, SimpleRNNCellOptions>("keras.layers", "SimpleRNNCell");
const Registered<Layer> registered_simple_rnn =
    registered<Layer, SimpleRNN, SimpleRNNOptions>("keras.layers", "SimpleRNN");

}  // namespace keras::layers
