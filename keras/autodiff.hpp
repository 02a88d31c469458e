// Derivatives
#pragma once
#include "keras/autodiff/gradients.hpp"
