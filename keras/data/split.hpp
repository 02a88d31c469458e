#pragma once
#include "keras/graph/tensor.hpp"

namespace keras::datasets {

/// Samples with their labels.
struct Part {
  Tensor x = {}, y = {};
};

/// Data for training and for the test after it.
struct Split {
  Part train, test;
};

}  // namespace keras::datasets
