// Internal: the HDF5 files that Keras wrote before `.keras`: whole models, and weights by layer.
#pragma once
#include "keras/io/hdf5_reader.hpp"
#include "keras/models/model.hpp"

namespace keras::saving {

/// The model of a file, with its weights; if `compile`, with its compilation and the optimizer's
/// state too.
Model legacy_model(const io::Hdf5File& file, bool compile);

/// Whether the file has the weights of layers as such files have them.
bool has_legacy_weights(const io::Hdf5File& file);

/// Sets the weights of the layers, in their order.
void take_legacy_weights(const Model& model, const io::Hdf5File& file);

}  // namespace keras::saving
