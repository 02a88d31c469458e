// keras.ops
#pragma once
#include "keras/ops/conv.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
