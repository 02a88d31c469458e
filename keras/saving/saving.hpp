// Models to files and back.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "keras/activations/activation.hpp"
#include "keras/core/value.hpp"
#include "keras/models/model.hpp"
#include "keras/models/saving_options.hpp"
#include "keras/saving/custom_objects.hpp"

namespace keras {

namespace models {

struct LoadOptions {
  CustomObjects custom_objects = nullptr;  ///< `types<A, B>` for the own structs in the file.
  bool compile = true;                     ///< Whether to compile the model as the file says.
  bool safe_mode = true;  ///< Python's byte code never runs here, whether true or false.
};

/// The model of a `.keras` file (or of a folder with the same members), of a `.json` configuration
/// (freshly initialised), with weights, compilation and the state of the optimizer.
///
///     auto model = models::load_model("mnist.keras");
Model load_model(const std::string& path, LoadOptions options = {});

struct FromJsonOptions {
  CustomObjects custom_objects = nullptr;
};
/// The model that `Model::to_json` described, freshly initialised, compiled if the text says how.
Model model_from_json(const std::string& json, FromJsonOptions options = {});

}  // namespace models

namespace saving {

/// Makes a function loadable under "package>name", for the activations of saved layers.
void register_keras_serializable(const char* package, const char* name,
                                 activations::Activation function);

/// Writes the model to a `.keras`, `.h5` (as Keras 2) or `.json` (only the configuration) file, or
/// its weights to a `.weights.h5` or `.weights.json` one. The old file stays until the new one is
/// whole.
void save_model(const Model& model, const std::string& path, SaveOptions options = {});
/// Writes the weights to a `.weights.h5` file, or to several of limited size and the
/// `.weights.json` that lists them.
void save_weights(const Model& model, const std::string& path, SaveWeightsOptions options = {});
/// Sets the weights from a `.weights.h5`, `.weights.json`, `.keras` or legacy `.h5` file; an error
/// lists what the file lacks and what is left over in it.
void load_weights(const Model& model, const std::string& path, LoadWeightsOptions options = {});

/// What could not be used of a file, without being an error ("the optimizer starts fresh").
std::vector<std::string> take_warnings();

/// The model as Keras serialises it: class, config, build_config, compile_config.
Object serialize_model(const Model& model);
/// The opposite; compiles the model as `compile_config` says when there is one and `compile` is
/// set.
Model deserialize_model(Value saved, bool compile);

}  // namespace saving

/// The version of Keras whose names, numbers and files these are: "3.15.1".
std::string version();

}  // namespace keras
