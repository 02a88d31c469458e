// Internal: `model.weights.h5` and `*.weights.h5`.
#pragma once
#include "keras/io/hdf5_reader.hpp"
#include "keras/io/hdf5_writer.hpp"
#include "keras/models/model.hpp"

namespace keras::saving {

/// Fills `writer` with the weights and the optimizer's state; `model` must live until it has
/// written.
void put_weights(const Model& model, io::Hdf5Writer& writer);

/// Sets the weights from a file; an error lists what is missing or left over. An optimizer's state
/// that does not fit is left out, with a warning.
void take_weights(const Model& model, const io::Hdf5File& file);

/// The elements of a dataset.
Tensor tensor_of(const io::Hdf5Dataset& dataset);

/// Adds to the list of `take_warnings`.
void warn(std::string sentence);

}  // namespace keras::saving
