// keras.constraints
#pragma once
#include "keras/constraints/constraint.hpp"
#include "keras/constraints/constraints.hpp"
