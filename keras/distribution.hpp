// keras.distribution
#pragma once
#include "keras/distribution/distribution.hpp"
