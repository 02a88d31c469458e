#pragma once
#include <tuple>

#include "keras/data/batch.hpp"

namespace keras::utils {

/// What a step of training gets, of the parts that there are.
Batch pack_x_y_sample_weight(const Tensors& x, const Tensors& y = {},
                             const Tensors& sample_weight = {});

/// The parts of it: `const auto [x, y, sample_weight] = utils::unpack_x_y_sample_weight(data);`
std::tuple<Tensors, Tensors, Tensors> unpack_x_y_sample_weight(const Batch& data);

}  // namespace keras::utils
