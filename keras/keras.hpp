// All of Keras: the one header that programs include.
#pragma once
#include <cmath>  // what nearly every program needs beside it
#include <iostream>

#include "keras/activations.hpp"
#include "keras/autodiff.hpp"
#include "keras/callbacks.hpp"
#include "keras/compiler/jit.hpp"
#include "keras/constraints.hpp"
#include "keras/data.hpp"
#include "keras/distillation.hpp"
#include "keras/distribution.hpp"
#include "keras/initializers.hpp"
#include "keras/layers.hpp"
#include "keras/losses.hpp"
#include "keras/metrics.hpp"
#include "keras/models.hpp"
#include "keras/ops.hpp"
#include "keras/optimizers.hpp"
#include "keras/quantizers.hpp"
#include "keras/random.hpp"
#include "keras/regularizers.hpp"
#include "keras/saving.hpp"
#include "keras/serving.hpp"
