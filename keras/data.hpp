// keras.datasets, and keras.utils for data
#pragma once
#include "keras/data/batch.hpp"
#include "keras/data/dataset.hpp"
#include "keras/data/load_npz.hpp"
#include "keras/data/mnist.hpp"
#include "keras/data/to_categorical.hpp"
