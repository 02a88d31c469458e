// Derivatives
#pragma once
#include "keras/autodiff/gradients.hpp"
#include "keras/autodiff/jvp.hpp"
