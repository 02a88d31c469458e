// DATA files: the arrays that a model is fed with.
#pragma once
#include <string>

#include "keras/models/model.hpp"

namespace keras::cli {

/// The inputs of `model` from a `.npy` file (its only input) or a `.npz` file: `x`, or `x0`, `x1`,
/// ..., or the names of the inputs. Other arrays are left alone.
Tensors read_inputs(const std::string& path, const Model& model);

/// The inputs with their targets (`y`, `y0`, ..., or the names of the outputs; missing only when
/// the model has no loss) and sample weights, all of one length.
Data read_samples(const std::string& path, const Model& model);

}  // namespace keras::cli
