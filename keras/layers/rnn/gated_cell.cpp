#include "keras/layers/rnn/gated_cell.hpp"

namespace keras::layers {

std::vector<Tensor> dropout_masks(const Shape& shape, DType dtype, double rate, int count,
                                  const random::SeedGenerator& generator) {
  std::vector<Tensor> masks;
  if (rate == 0) return masks;
  const auto ones = ops::ones(shape, {.dtype = dtype});
  for (int i = 0; i < count; ++i) masks.push_back(random::dropout(ones, rate, {.seed = generator}));
  return masks;
}

Tensor forget_bias(const Initializer& initializer, int units, DType dtype) {
  return ops::concatenate({initializer({units}, dtype), ops::ones({units}, {.dtype = dtype}),
                           initializer({2 * units}, dtype)});
}

CellResult lstm_step(const std::vector<Tensor>& gates, const Tensor& c,
                     const activations::Activation& activation,
                     const activations::Activation& recurrent_activation) {
  const auto next =
      recurrent_activation(gates[1]) * c + recurrent_activation(gates[0]) * activation(gates[2]);
  const auto h = recurrent_activation(gates[3]) * activation(next);
  return {h, {h, next}};
}

}  // namespace keras::layers
