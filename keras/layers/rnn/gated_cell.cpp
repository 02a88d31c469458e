#include "keras/layers/rnn/gated_cell.hpp"

namespace keras::layers {

std::vector<Tensor> dropout_masks(const Shape& shape, DType dtype, double rate, int count,
                                  const random::SeedGenerator& generator) {
  std::vector<Tensor> masks;
  if (rate == 0) return masks;
  const auto ones = ops::ones(shape, {.dtype = dtype});
  for (int i = 0; i < count; ++i)
    masks.push_back(random::dropout(ones, rate, {.seed = generator}));
  return masks;
}

}  // namespace keras::layers
