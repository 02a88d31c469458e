#pragma once
#include "keras/data/split.hpp"

namespace keras::datasets::fashion_mnist {

/// 60,000 + 10,000 pictures of clothes: x (n, 28, 28) uint8, y (n,) uint8. The four files are
/// downloaded into the folder `datasets/fashion-mnist` of KERAS_HOME unless they are there.
///
/// Xiao et al. 2017; https://keras.io/api/datasets/fashion_mnist
Split load_data();

}  // namespace keras::datasets::fashion_mnist
