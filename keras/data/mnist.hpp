#pragma once
#include <string>

#include "keras/data/split.hpp"

namespace keras::datasets::mnist {

/// 60,000 + 10,000 handwritten digits: x (n, 28, 28) uint8, y (n,) uint8. `path` is a file, or a
/// name in the folder `datasets` of `KERAS_HOME` (~/.keras), into which the file is downloaded if
/// it is not there. An error says what to do where that does not work.
///
///     const auto [train, test] = datasets::mnist::load_data();
///
/// LeCun et al. 1998; https://keras.io/api/datasets/mnist
Split load_data(const std::string& path = "mnist.npz");

}  // namespace keras::datasets::mnist

namespace keras::datasets::digits {

/// Digits drawn by the library in the same form as MNIST, for where MNIST cannot be had.
Split load_data(int train = 60000, int test = 10000, int seed = 0);

}  // namespace keras::datasets::digits
