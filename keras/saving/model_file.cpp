#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/io/zip.hpp"
#include "keras/models/trainer.hpp"
#include "keras/saving/legacy_file.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/version.hpp"
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

}  // namespace

Object serialize_model(const Model& model) {
  return to_value(static_cast<const Layer&>(model)).as_object();
}

namespace {

/// An own model, or one of Keras's classes.
Model saved_model(const Value& saved) {
  if (Registry<Model>::instance().find(saved.string_at("registered_name")))
    return deserialize<Model>(saved);
  const auto layer = deserialize<Layer>(saved);
  const auto impl = std::dynamic_pointer_cast<Model::Impl>(layer.impl());
  if (!impl)
    fail("the file holds a layer of class ", keras::quoted(layer.class_name()), ", not a model");
  return Model(impl);
}

}  // namespace

Model deserialize_model(const Value& saved, bool compile) {
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
  activations::add(text(package, ">", name), [function](const Tensor& x) { return function(x); });
}

}  // namespace saving

namespace {

/// The members of a model, from an archive or a folder.
class Members {
 public:
  explicit Members(const std::string& path)
      : path_(path), folder_(std::filesystem::is_directory(path)) {
    if (!folder_) zip_.emplace(io::read_file(path));
  }
  bool contains(const std::string& name) const {
    return folder_ ? std::filesystem::exists(path_ + "/" + name) : zip_->contains(name);
  }
  io::Buffer read(const std::string& name) const {
    if (!contains(name)) fail("the member ", keras::quoted(name), " is missing");
    return folder_ ? io::read_file(path_ + "/" + name) : zip_->member(name);
  }
  io::Buffer read_weights(const std::string& name, std::uint64_t warranted) const {
    if (!contains(name)) fail("the member ", keras::quoted(name), " is missing");
    return folder_ ? io::read_file(path_ + "/" + name) : zip_->member(name, warranted);
  }

 private:
  std::string path_;
  bool folder_;
  std::optional<io::ZipReader> zip_;
};

std::uint64_t weight_bytes(const Model& model) {
  std::uint64_t bytes = 0;
  for (const auto& variable : model.variables())
    bytes += static_cast<std::uint64_t>(variable.shape().elements()) * variable.dtype().itemsize();
  return 4 * bytes + (1 << 20);  // the weights, an optimizer's slots beside them, and the structure
}

Model load_archive(const std::string& path, const models::LoadOptions& options) {
  const Members members(path);
  const auto config = io::naming(
      "config.json", [&] { return parse_json(io::text_of(members.read("config.json").bytes())); });
  const auto model =
      io::naming("config.json", [&] { return saving::deserialize_model(config, options.compile); });
  io::naming("model.weights.h5", [&] {
    saving::take_weights(
        model, io::Hdf5File(members.read_weights("model.weights.h5", weight_bytes(model))));
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
    return saving::deserialize_model(parse_json(text), options.compile);
  });
}

Model model_from_json(const std::string& json) {
  return saving::deserialize_model(parse_json(json), true);
}

Model clone_model(const Model& model) {
  auto saved = to_value(static_cast<const Layer&>(model)).as_object();
  const auto clone = saving::deserialize_model(saved, false);
  if (!clone.built() && model.built()) clone.build(model.impl()->built_with);
  return clone;
}

}  // namespace models

std::string Model::to_json() const { return keras::to_json(saving::serialize_model(*this)); }

namespace {

void write_keras(const Model& model, const std::string& path) {
  io::Hdf5Writer weights;
  saving::put_weights(model, weights);
  const auto config = model.to_json();
  const auto metadata = keras::to_json(
      Object{{"keras_version", saving::keras_version}, {"date_saved", saving::date_saved()}});
  io::write_atomically(path, [&](io::Output& out) {
    io::ZipWriter zip(out);
    zip.add("metadata.json", io::bytes_of(metadata));
    zip.add("config.json", io::bytes_of(config));
    zip.add("model.weights.h5", weights.size(), [&](const io::Sink& sink) { weights.write(sink); });
    for (const auto& group : saving::weight_groups(model))
      for (const auto& asset : group.assets)
        zip.add(saving::asset_path(group, asset), io::bytes_of(asset.content()));
    zip.finish();
  });
}

}  // namespace

void Model::save_weights(const std::string& path) const {
  if (!path.ends_with(".weights.h5"))
    fail("save_weights: the path must end in .weights.h5; received ", keras::quoted(path));
  io::Hdf5Writer weights;
  saving::put_weights(*this, weights);
  io::write_atomically(path, [&](io::Output& out) { weights.write(out.sink()); });
}

void Model::save(const std::string& path) const {
  if (path.ends_with(".json")) {
    const auto json = to_json();
    return io::write_atomically(path, io::bytes_of(json));
  }
  if (path.ends_with(".weights.h5")) return save_weights(path);
  if (!path.ends_with(".keras"))
    fail(io::printable(path), ": a model is saved to .keras, .weights.h5 or .json");
  write_keras(*this, path);
}

void Model::load_weights(const std::string& path) const {
  io::naming(path, [&] {
    const auto file = io::read_file(path);
    if (io::ZipReader::recognizes(file.bytes())) {
      const io::ZipReader zip(file);
      return saving::take_weights(
          *this, io::Hdf5File(zip.member("model.weights.h5", weight_bytes(*this))));
    }
    const io::Hdf5File weights(file);
    if (saving::has_legacy_weights(weights)) return saving::take_legacy_weights(*this, weights);
    saving::take_weights(*this, weights);
  });
}

}  // namespace keras
