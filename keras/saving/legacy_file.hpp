// Internal: the HDF5 files that Keras wrote before `.keras`: whole models, and weights by layer.
#pragma once
#include "keras/io/hdf5_reader.hpp"
#include "keras/io/hdf5_writer.hpp"
#include "keras/models/model.hpp"
#include "keras/models/saving_options.hpp"

namespace keras::saving {

/// The model of a file, with its weights; if `compile`, with its compilation and the optimizer's
/// state too.
Model legacy_model(const io::Hdf5File& file, bool compile);

/// Whether the file has the weights of layers as such files have them.
bool has_legacy_weights(const io::Hdf5File& file);

/// Sets the weights of the layers, in their order or by their names; an error lists what does not
/// fit, and nothing is set then.
void take_legacy_weights(const Model& model, const io::Hdf5File& file,
                         const LoadWeightsOptions& options = {});

/// Fills `writer` with `saved`, the serialised model, and the weights; if `include_optimizer`, with
/// the compilation and the optimizer's state too. `model` must live until it has written.
void put_legacy_model(const Model& model, const Object& saved, bool include_optimizer,
                      io::Hdf5Writer& writer);

/// The weights of a layer in the order of such files: those that are trained first.
Variables legacy_weights(const Layer& layer);

}  // namespace keras::saving
