#include "keras/layers/rnn/rnn.hpp"

#include "keras/layers/rnn/recurrent_layer.hpp"
#include "keras/layers/rnn/stacked_rnn_cells.hpp"

namespace keras::layers {
namespace {

struct RNNImpl final : RecurrentOf<RNNOptions> {
  explicit RNNImpl(RNNOptions o) : RecurrentOf("RNN", o, o.cell) {}
};

}  // namespace

RNN::RNN(RNNOptions options) : Layer(std::make_shared<RNNImpl>(std::move(options))) {}
RNN::RNN(Layer cell, RNNOptions options)
    : RNN((options.cell = std::move(cell), std::move(options))) {}
RNN::RNN(std::vector<Layer> cells, RNNOptions options)
    : RNN(StackedRNNCells(std::move(cells)), std::move(options)) {}
Layer RNN::from_config(const Object& config) {
  return recurrent_from_config<RNN, RNNOptions>(config);
}

const Registered<Layer> registered_rnn = registered<Layer, RNN, RNNOptions>("keras.layers", "RNN");

}  // namespace keras::layers
