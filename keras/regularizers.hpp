// keras.regularizers
#pragma once
#include "keras/regularizers/regularizer.hpp"
#include "keras/regularizers/regularizers.hpp"
