// keras.callbacks
#pragma once
#include "keras/models/callback.hpp"
