// keras.saving
#pragma once
#include "keras/saving/saving.hpp"
