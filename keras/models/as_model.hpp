// Internal: users have the model itself.
#pragma once
#include "keras/models/model.hpp"

namespace keras {

/// The model that a layer is; undefined for any other layer.
Model as_model(const Layer& layer);

}  // namespace keras
