#include "keras/layers/rnn/stacked_rnn_cells.hpp"

#include "keras/layers/layer_define.hpp"
#include "keras/layers/rnn/cell.hpp"

namespace keras::layers {
namespace {

struct StackedRNNCellsImpl final : LayerOf<StackedRNNCellsOptions>, Cell {
  explicit StackedRNNCellsImpl(StackedRNNCellsOptions o)
      : LayerOf("StackedRNNCells", std::move(o)) {
    if (options.cells.empty()) fail("layers.StackedRNNCells: cells must not be empty");
    for (const auto& each : options.cells)
      if (!each.defined() || !each.impl()->cell())
        fail("layers.StackedRNNCells: cells must be cells such as LSTMCell; received ",
             to_value(each));
  }

  layers::Cell* cell() override { return this; }
  std::vector<Layer::Child> children() const override { return {{"cells", options.cells, true}}; }

  static const Cell& cell_of(const Layer& layer) { return *layer.impl()->cell(); }
  /// What the cell makes of steps of shape `x`, with or without the batch axis.
  static Shape output_shape(const Layer& layer, const Shape& x) {
    const auto& cell = cell_of(layer);
    return Shape({x[0]}) + cell.state_shapes(x)[cell.output_state()];
  }

  using LayerOf::build;
  void build(const Shape& input) override {
    auto shape = input;
    for (const auto& layer : options.cells) {
      layer.build({shape});
      shape = output_shape(layer, shape);
    }
  }

  std::vector<Shape> state_shapes(const Shape& x) const override {
    std::vector<Shape> shapes;
    auto step = x;
    for (const auto& layer : options.cells) {
      for (auto& shape : cell_of(layer).state_shapes(step)) shapes.push_back(std::move(shape));
      step = output_shape(layer, step);
    }
    return shapes;
  }

  std::size_t state_count() const override {
    std::size_t count = 0;
    for (const auto& layer : options.cells) count += cell_of(layer).state_count();
    return count;
  }
  /// That of the last cell.
  std::size_t output_state() const override {
    const auto& last = cell_of(options.cells.back());
    return state_count() - last.state_count() + last.output_state();
  }

  Step begin(const Shape& x, bool training) const override {
    std::vector<Step> steps;
    auto shape = x;
    for (const auto& layer : options.cells) {
      steps.push_back(cell_of(layer).begin(shape, training));
      shape = output_shape(layer, shape);
    }
    return [=, this](const Tensor& x, const std::vector<Tensor>& states) {
      CellResult all = {x, {}};
      for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto first = states.begin() + static_cast<std::ptrdiff_t>(all.states.size());
        const auto count = static_cast<std::ptrdiff_t>(cell_of(options.cells[i]).state_count());
        auto result = steps[i](all.output, {first, first + count});
        all.output = std::move(result.output);
        for (auto& state : result.states) all.states.push_back(std::move(state));
      }
      return all;
    };
  }

  Tensor call(const Tensor& x, CallContext& context) override { return call(Tensors(x), context); }
  /// One step: the input, then the states; the output, then the new states.
  Tensors call(const Tensors& inputs, CallContext& context) override {
    return call_cell(*this, path(), inputs, context.training);
  }
};

}  // namespace

StackedRNNCells::StackedRNNCells(StackedRNNCellsOptions options)
    : Layer(std::make_shared<StackedRNNCellsImpl>(std::move(options))) {}
StackedRNNCells::StackedRNNCells(std::vector<Layer> cells, StackedRNNCellsOptions options)
    : StackedRNNCells((options.cells = std::move(cells), std::move(options))) {}

const Registered<Layer> registered_stacked_rnn_cells =
    registered<Layer, StackedRNNCells, StackedRNNCellsOptions>("keras.layers", "StackedRNNCells");

}  // namespace keras::layers
