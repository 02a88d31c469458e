// keras.models
#pragma once
#include "keras/models/callback.hpp"
#include "keras/models/definition.hpp"
#include "keras/models/logs.hpp"
#include "keras/models/model.hpp"
#include "keras/models/per_output.hpp"
#include "keras/models/saving_options.hpp"
