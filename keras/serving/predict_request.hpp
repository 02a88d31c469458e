// Internal: the body of `:predict`, and what the model says to it.
#pragma once
#include <string>

#include "keras/models/model.hpp"

namespace keras::serving {

/// The JSON of a model's answer to a request in rows (`{"instances": ...}`) or in columns
/// (`{"inputs": ...}`). An error when the request does not fit the model.
std::string predict_json(const Model& model, const std::string& request);

}  // namespace keras::serving
