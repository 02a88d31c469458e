// keras.initializers
#pragma once
#include "keras/initializers/initializer.hpp"
#include "keras/initializers/initializers.hpp"
#include "keras/initializers/numbers.hpp"
