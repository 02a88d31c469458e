// keras.datasets, and keras.utils for data
#pragma once
#include "keras/data/batch.hpp"
#include "keras/data/dataset.hpp"
#include "keras/data/images.hpp"
#include "keras/data/load_npz.hpp"
#include "keras/data/mnist.hpp"
#include "keras/data/normalize.hpp"
#include "keras/data/pack_x_y_sample_weight.hpp"
#include "keras/data/pad_sequences.hpp"
#include "keras/data/split_dataset.hpp"
#include "keras/data/standardize_dtype.hpp"
#include "keras/data/timeseries_dataset_from_array.hpp"
#include "keras/data/to_categorical.hpp"
