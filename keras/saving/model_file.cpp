#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/io/file.hpp"
#include "keras/io/zip.hpp"
#include "keras/models/as_model.hpp"
#include "keras/models/trainer.hpp"
#include "keras/saving/legacy_file.hpp"
#include "keras/saving/members.hpp"
#include "keras/saving/old_config.hpp"
#include "keras/saving/own_classes.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/weight_shards.hpp"
#include "keras/saving/weight_store.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras {
namespace saving {
namespace {

CompileOptions compile_options(Object config) {
  if (!config.contains("optimizer")) config["optimizer"] = nullptr;
  try {
    return options_from<CompileOptions>(config);
  } catch (const ValueError& error) {
    fail("compile_config: ", error.what());
  }
}

/// An own model, or one of Keras's classes.
Model saved_model(const Value& saved) {
  if (Registry<Model>::instance().find(saved.string_at("registered_name")))
    return deserialize<Model>(saved);
  const auto layer = deserialize<Layer>(saved);
  auto model = as_model(layer);
  if (!model.defined())
    fail("the file holds a layer of class ", keras::quoted(layer.class_name()), ", not a model");
  return model;
}

}  // namespace

Model deserialize_model(Value saved, bool compile) {
  saved = with_own_classes(std::move(saved));
  const auto model = saved_model(saved);
  const auto* build = saved.find("build_config");
  const auto* shape = build ? build->find("input_shape") : nullptr;
  if (!model.built() && shape && shape->is_list()) {
    Shape input;
    from_value(*shape, input);
    model.build({input});
  }
  const auto* config = saved.find("compile_config");
  if (compile && config && config->is_object() && !config->as_object().empty())
    model.compile(compile_options(config->as_object()));
  return model;
}

void register_keras_serializable(const char* package, const char* name,
                                 activations::Activation function) {
  function.add(text(package, ">", name));
}

}  // namespace saving

namespace {

/// A saved model as JSON has it, in the words of today.
Value model_config(std::string_view json, std::string_view version = {}) {
  auto saved = parse_json(json);
  const auto written_by =
      version.empty() ? std::string(saved.string_at("keras_version")) : std::string(version);
  return saving::is_old_version(written_by) ? saving::modern_config(std::move(saved)) : saved;
}

Model load_archive(const std::string& path, const models::LoadOptions& options) {
  const saving::Members members(path);
  const auto version = members.keras_version();
  const auto model = io::naming("config.json", [&] {
    const auto json = members.read_config();
    return saving::deserialize_model(model_config(io::text_of(json.bytes()), version),
                                     options.compile);
  });
  io::naming("model.weights.h5", [&] {
    saving::take_weights(model, saving::StoredWeights({io::Hdf5File(members.read_weights(model))}));
  });
  for (const auto& group : saving::weight_groups(model))
    for (const auto& asset : group.assets) {
      const auto name = saving::asset_path(group, asset);
      io::naming(name, [&] { asset.load(io::text_of(members.read(name).bytes())); });
    }
  return model;
}

}  // namespace

namespace models {

Model load_model(const std::string& path, LoadOptions options) {
  if (options.custom_objects) options.custom_objects();
  return io::naming(path, [&] {
    if (std::filesystem::is_directory(path)) return load_archive(path, options);
    const auto file = io::read_file(path);
    if (io::ZipReader::recognizes(file.bytes())) return load_archive(path, options);
    if (io::Hdf5File::recognizes(file.bytes()))
      return saving::legacy_model(io::Hdf5File(file), options.compile);
    const auto text = io::text_of(file.bytes());
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text[first] != '{')
      fail("the file is neither a .keras archive nor a JSON configuration");
    if (path.ends_with(".keras"))
      fail("the file is no archive but a JSON configuration without weights; name it .json");
    return saving::deserialize_model(model_config(text), options.compile);
  });
}

Model model_from_json(const std::string& json, FromJsonOptions options) {
  if (options.custom_objects) options.custom_objects();
  return saving::deserialize_model(model_config(json), true);
}

}  // namespace models

namespace saving {
namespace {

void load_any_weights(const Model& model, const std::string& path,
                      const LoadWeightsOptions& options) {
  if (std::filesystem::is_directory(path))
    return take_weights(model, StoredWeights({io::Hdf5File(Members(path).read_weights(model))}),
                        options.skip_mismatch);
  const auto file = io::read_file(path);
  if (path.ends_with(".json"))
    return take_weights(model, read_shards(path, io::text_of(file.bytes())), options.skip_mismatch);
  const bool archive = io::ZipReader::recognizes(file.bytes());
  const io::Hdf5File weights(archive ? Members(path).read_weights(model) : file);
  if (!archive && has_legacy_weights(weights)) return take_legacy_weights(model, weights, options);
  if (options.by_name)
    fail("by_name=True is for legacy .h5 files; the weights of this file have the paths of layers");
  take_weights(model, StoredWeights({weights}), options.skip_mismatch);
}

}  // namespace

void load_weights(const Model& model, const std::string& path, LoadWeightsOptions options) {
  io::naming(path, [&] { load_any_weights(model, path, options); });
}

}  // namespace saving

void Model::load_weights(const std::string& path) const { saving::load_weights(*this, path); }

}  // namespace keras
