// keras.saving
#pragma once
#include "keras/saving/custom_objects.hpp"
#include "keras/saving/saving.hpp"
