#include "keras/data/pack_x_y_sample_weight.hpp"

namespace keras::utils {

Batch pack_x_y_sample_weight(const Tensors& x, const Tensors& y, const Tensors& sample_weight) {
  return {x, y, sample_weight};
}

std::tuple<Tensors, Tensors, Tensors> unpack_x_y_sample_weight(const Batch& data) {
  return {data.x, data.y, data.sample_weight};
}

}  // namespace keras::utils
