// Internal: weights in several files of limited size, and the `.weights.json` that lists them.
#pragma once
#include <string>

#include "keras/models/model.hpp"
#include "keras/saving/stored_weights.hpp"

namespace keras::saving {

/// Writes `NAME_00000.weights.h5`, ... of at most `gibibytes` of arrays each, then
/// `NAME.weights.json`. Each file is replaced as a whole; the list comes last.
void write_shards(const Model& model, const std::string& path, double gibibytes);

/// The arrays that the list at `path` names. The files must be called as `write_shards` and Keras
/// call them: a list leads to no others.
StoredWeights read_shards(const std::string& path, std::string_view list);

}  // namespace keras::saving
