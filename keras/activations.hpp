// keras.activations
#pragma once
#include "keras/activations/activation.hpp"
