// keras.layers
#pragma once
#include "keras/layers/core/activation.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/layer.hpp"
#include "keras/layers/regularization/dropout.hpp"
#include "keras/layers/reshaping/flatten.hpp"
