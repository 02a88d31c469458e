#include "keras/layers/rnn/gru.hpp"

#include "keras/layers/rnn/gated_cell.hpp"
#include "keras/layers/rnn/gru_sequence.hpp"
#include "keras/layers/rnn/recurrent_layer.hpp"

namespace keras::layers {
namespace {

struct GRUCellImpl final : GatedCell<GRUCellOptions> {
  explicit GRUCellImpl(GRUCellOptions o) : GatedCell("GRUCell", std::move(o), 3) {}

  /// With reset_after: the offsets of the products with the input and with the state.
  Shape bias_shape() const override {
    return options.reset_after ? Shape({2}) + GatedCell::bias_shape() : GatedCell::bias_shape();
  }

  Step begin(const Shape& x, bool training) const override {
    const auto masks = this->masks(x, training);
    const auto kernel = computed(this->kernel), recurrent = computed(recurrent_kernel);
    const auto offsets = options.use_bias ? computed(bias) : Tensor();
    return [=, this](const Tensor& x, const std::vector<Tensor>& states) -> CellResult {
      const auto& h = states[0];
      auto outer = product(x, masks.x, kernel, 3);
      auto inner = product(h, masks.h, recurrent, options.reset_after ? 3 : 2);
      if (offsets.defined()) outer = outer + (options.reset_after ? offsets[0] : offsets);
      if (offsets.defined() && options.reset_after) inner = inner + offsets[1];
      const auto& gate = options.recurrent_activation;
      const auto z = gate(part(outer, 0) + part(inner, 0));
      const auto r = gate(part(outer, 1) + part(inner, 1));
      const auto candidate = options.reset_after
                                 ? r * part(inner, 2)
                                 : ops::matmul(r * masked(h, masks.h, 2), part(recurrent, 2));
      const auto next = z * h + (1 - z) * options.activation(part(outer, 2) + candidate);
      return {next, {next}};
    };
  }

  std::optional<CellSequence> run(const Tensor& x, const std::vector<Tensor>& states,
                                  const Tensor& mask, bool training) const override {
    if (!has_kernel(mask, training) || !options.reset_after) return {};
    const auto offsets = options.use_bias ? computed(bias) : ops::zeros({2, 3 * options.units});
    const auto outer = all_products(x, offsets[0], training);
    const auto h = gru_sequence(outer, states[0], computed(recurrent_kernel), offsets[1], mask);
    return CellSequence{h, {recurrence::last(h)}};
  }
};

struct GRUImpl final : RecurrentOf<GRUOptions> {
  explicit GRUImpl(GRUOptions o)
      : RecurrentOf("GRU", o, cell_of<GRUCell, GRUCellOptions>(o, "gru_cell")) {}
};

}  // namespace

GRUCell::GRUCell(GRUCellOptions options)
    : Layer(std::make_shared<GRUCellImpl>(std::move(options))) {}
GRUCell::GRUCell(int units, GRUCellOptions options)
    : GRUCell((options.units = units, std::move(options))) {}

GRU::GRU(GRUOptions options) : Layer(std::make_shared<GRUImpl>(std::move(options))) {}
GRU::GRU(int units, GRUOptions options) : GRU((options.units = units, std::move(options))) {}
Layer GRU::from_config(const Object& config) {
  return recurrent_from_config<GRU, GRUOptions>(config);
}

const Registered<Layer> registered_gru_cell =
    registered<Layer, GRUCell, GRUCellOptions>("keras.layers", "GRUCell");
const Registered<Layer> registered_gru = registered<Layer, GRU, GRUOptions>("keras.layers", "GRU");

}  // namespace keras::layers
