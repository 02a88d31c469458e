#pragma once
#include <optional>

#include "keras/graph/tensor.hpp"

namespace keras::utils {

/// Class numbers (any shape) as rows of zeros with a 1: (..., num_classes) float32. Without
/// `num_classes` there are as many as the largest number needs. An axis of length 1 at the end
/// goes.
///
///     const auto y = utils::to_categorical(labels, 10);
///
/// https://keras.io/api/utils/python_utils#to_categorical-function
Tensor to_categorical(const Tensor& x, std::optional<int> num_classes = {});

}  // namespace keras::utils
