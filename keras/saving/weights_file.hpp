// Internal: `model.weights.h5` and `*.weights.h5`.
#pragma once
#include <vector>

#include "keras/io/hdf5_writer.hpp"
#include "keras/models/model.hpp"
#include "keras/saving/stored_weights.hpp"
#include "keras/saving/weight_store.hpp"

namespace keras::saving {

/// "layers/dense/vars": the group of a file that holds the variables.
std::string vars_of(const WeightGroup& group);
/// An array that files hold: "layers/dense/vars/0", and what it holds.
struct SavedArray {
  std::string path;
  Tensor value;
};
/// The arrays of the group in their order, evaluated: a variable with what it is adapted by.
std::vector<SavedArray> saved_arrays(const WeightGroup& group);
/// Adds an array to the structure of a file; `value` lives until it is written.
void put_array(io::Hdf5Writer& writer, const std::string& path, const Tensor& value);

/// Fills `writer` with the weights and the optimizer's state; `model` must live until it has
/// written.
void put_weights(const Model& model, io::Hdf5Writer& writer);

/// Sets the weights from a file; an error lists what is missing and what is left over, and nothing
/// is set then. If `skip_mismatch`, what fits is set and warnings say the rest. An optimizer's
/// state that does not fit is left out, with a warning.
void take_weights(const Model& model, const StoredWeights& stored, bool skip_mismatch = false);

/// The variables of an optimizer that `count` arrays are for: Keras 2 stored no learning rate.
Variables optimizer_variables(Variables variables, std::size_t count);

/// Adds to the list of `take_warnings`.
void warn(std::string sentence);

}  // namespace keras::saving
