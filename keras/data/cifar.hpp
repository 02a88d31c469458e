#pragma once
#include <string>

#include "keras/data/split.hpp"

namespace keras::datasets::cifar10 {

/// 50,000 + 10,000 small photographs of 10 kinds of things: x (n, 32, 32, 3) uint8, y (n, 1) uint8.
/// The archive is downloaded and unpacked into the folder `datasets` of KERAS_HOME, unless its
/// folder `cifar-10-batches-py-target/cifar-10-batches-py` is there.
///
///     const auto [train, test] = datasets::cifar10::load_data();
///
/// Krizhevsky 2009; https://keras.io/api/datasets/cifar10
Split load_data();

}  // namespace keras::datasets::cifar10

namespace keras::datasets::cifar100 {

/// The same of 100 kinds, or of their 20 groups with label_mode "coarse"; y (n, 1) int64.
///
/// https://keras.io/api/datasets/cifar100
Split load_data(const std::string& label_mode = "fine");

}  // namespace keras::datasets::cifar100
