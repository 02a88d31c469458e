// keras.datasets and keras.utils
#pragma once
#include "keras/data/load_npz.hpp"
#include "keras/data/mnist.hpp"
#include "keras/data/to_categorical.hpp"
