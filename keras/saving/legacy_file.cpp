#include "keras/saving/legacy_file.hpp"

#include "keras/core/json.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/legacy_optimizer.hpp"
#include "keras/saving/old_config.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

/// The list of names that an object has; long ones are cut into `name0`, `name1`, ...
std::vector<std::string> names_of(const io::Hdf5Object& object, const std::string& name) {
  if (!object.attribute(name + "0")) return object.strings_attribute(name);
  std::vector<std::string> names;
  for (int i = 0; object.attribute(text(name, i)); ++i)
    for (auto& part : object.strings_attribute(text(name, i))) names.push_back(std::move(part));
  return names;
}

/// Why the arrays of the group are not those of the variables; "" when they are.
std::string misfit(const Variables& variables, const io::Hdf5Group& group,
                   const std::vector<std::string>& names) {
  if (names.size() != variables.size())
    return text(keras::quoted(group.path()), " must have ", variables.size(), " arrays; it has ",
                names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!group.is_dataset(names[i]))
      return text(keras::quoted(group.path()), " names the array ", keras::quoted(names[i]),
                  ", which the file lacks");
    if (const auto shape = group.dataset(names[i]).shape(); shape != variables[i].shape())
      return text(keras::quoted(names[i]), " must have shape ", variables[i].shape(), "; it has ",
                  shape);
  }
  return {};
}

void assign(const Variables& variables, const io::Hdf5Group& group,
            const std::vector<std::string>& names) {
  for (std::size_t i = 0; i < names.size(); ++i)
    variables[i].assign(tensor_of(group.dataset(names[i])));
}

io::Hdf5Group weights_group(const io::Hdf5File& file) {
  const auto root = file.root();
  return root.is_group("model_weights") ? root.group("model_weights") : root;
}

/// The version of Keras that wrote the file; the first ones did not say.
std::string version_of(const io::Hdf5Group& root) {
  return root.attribute("keras_version") ? root.string_attribute("keras_version") : "1.0";
}

/// In Keras 2 the first layer said what a Sequential model is given.
Value first_input_shape(const Value& saved) {
  const auto* config = saved.find("config");
  if (config && config->is_object()) config = config->find("layers");
  if (!config || !config->is_list() || config->as_list().empty()) return {};
  const auto* first = config->as_list()[0].find("config");
  const auto* shape = first ? first->find("batch_input_shape") : nullptr;
  return shape ? *shape : Value();
}

/// The compilation in the form of `.keras` files.
Object compile_config(const io::Hdf5Group& root) {
  if (!root.attribute("training_config")) return {};
  auto config = parse_json(root.string_attribute("training_config")).as_object();
  if (const auto* optimizer = config.find("optimizer_config")) {
    config["optimizer"] = Value(*optimizer);
    config.erase("optimizer_config");
  }
  config.erase("sample_weight_mode");  // of Keras 2, without meaning since
  return config;
}

/// Before Keras 2.11 optimizers kept slot after slot, not variable after variable.
bool has_other_slots(std::string_view version) {
  constexpr std::string_view of_today = "2.11";
  return is_old_version(version) && !(version.starts_with("2.") && version.size() >= 4 &&
                                      version[3] != '.' && version.substr(0, 4) >= of_today);
}

void take_optimizer_state(const Model& model, const io::Hdf5Group& root) {
  if (!model.compiled() || !root.is_group("optimizer_weights")) return;
  const auto optimizer = model.optimizer();
  if (!optimizer.defined()) return;
  const auto group = root.group("optimizer_weights");
  const auto names = names_of(group, "weight_names");
  auto variables = optimizer_variables(optimizer.variables(), names.size());
  std::string reason;
  if (is_legacy_state(names)) {
    const auto legacy = variables_of_legacy_state(optimizer.variables(), names);
    if (legacy) variables = *legacy;
    if (!legacy) reason = text("its state has an array that ", optimizer.class_name(), " has not");
  } else if (has_other_slots(version_of(root))) {
    reason = "its state is kept in another order since Keras 2.11";
  }
  if (reason.empty()) reason = misfit(variables, group, names);
  if (!reason.empty()) return warn(text("the optimizer starts fresh: ", reason));
  assign(variables, group, names);
}

/// A layer of the model and what the file has for it.
struct Pair {
  Variables variables;
  io::Hdf5Group group;
  std::vector<std::string> names;
};

/// The layers of the file that have weights.
std::vector<io::Hdf5Group> stored_layers(const io::Hdf5Group& root) {
  std::vector<io::Hdf5Group> groups;
  for (const auto& name : names_of(root, "layer_names")) {
    auto group = root.group(name);
    if (!names_of(group, "weight_names").empty()) groups.push_back(std::move(group));
  }
  return groups;
}

std::vector<Layer> layers_with_weights(const Model& model) {
  std::vector<Layer> layers;
  for (const auto& layer : model.layers())
    if (!layer.variables().empty()) layers.push_back(layer);
  return layers;
}

std::string name_of(const io::Hdf5Group& group) {
  return group.path().substr(group.path().rfind('/') + 1);
}

template <class Items, class Name>
std::string listed(const Items& items, Name name) {
  std::string out;
  for (const auto& item : items) out += (out.empty() ? "" : ", ") + keras::quoted(name(item));
  return out.empty() ? "none" : out;
}

std::vector<Pair> pairs_in_order(const Model& model, const io::Hdf5Group& root) {
  const auto layers = layers_with_weights(model);
  auto groups = stored_layers(root);
  if (layers.size() != groups.size())
    fail("the weights do not fit the model: the file has weights of ", groups.size(), " layers (",
         listed(groups, name_of), "); the model has ", layers.size(), " (",
         listed(layers, [](const Layer& layer) { return layer.name(); }), ")");
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < layers.size(); ++i)
    pairs.push_back({legacy_weights(layers[i]), groups[i], names_of(groups[i], "weight_names")});
  return pairs;
}

std::vector<Pair> pairs_by_name(const Model& model, const io::Hdf5Group& root) {
  std::vector<Pair> pairs;
  for (const auto& group : stored_layers(root))
    for (const auto& layer : model.layers())
      if (layer.name() == name_of(group))
        pairs.push_back({legacy_weights(layer), group, names_of(group, "weight_names")});
  return pairs;
}

}  // namespace

Variables legacy_weights(const Layer& layer) {
  auto variables = layer.trainable_variables();
  for (const auto& variable : layer.non_trainable_variables()) variables.push_back(variable);
  return variables;
}

Model legacy_model(const io::Hdf5File& file, bool compile) {
  const auto root = file.root();
  if (!root.attribute("model_config"))
    fail("the file holds no model: the attribute 'model_config' is missing; weights alone are ",
         "loaded into a model");
  Value saved = io::naming("model_config", [&] {
    return parse_json(root.string_attribute("model_config")).as_object();
  });
  auto& members = saved.as_object();
  if (const auto shape = first_input_shape(saved); !shape.is_null())
    members["build_config"] = Object{{"input_shape", shape}};
  if (compile)
    members["compile_config"] = io::naming("training_config", [&] { return compile_config(root); });
  const auto model = io::naming("model_config", [&] {
    if (is_old_version(version_of(root))) saved = modern_config(std::move(saved));
    return deserialize_model(std::move(saved), compile);
  });
  take_legacy_weights(model, file);
  take_optimizer_state(model, root);
  return model;
}

bool has_legacy_weights(const io::Hdf5File& file) {
  const auto group = weights_group(file);
  return group.attribute("layer_names") || group.attribute("layer_names0");
}

void take_legacy_weights(const Model& model, const io::Hdf5File& file,
                         const LoadWeightsOptions& options) {
  const auto root = weights_group(file);
  auto pairs = options.by_name ? pairs_by_name(model, root) : pairs_in_order(model, root);
  std::erase_if(pairs, [&](const Pair& pair) {
    const auto reason = misfit(pair.variables, pair.group, pair.names);
    if (reason.empty()) return false;
    if (!options.skip_mismatch) fail("the weights do not fit the model: ", reason);
    warn("skipped: " + reason);
    return true;
  });
  for (const auto& [variables, group, names] : pairs) assign(variables, group, names);
}

}  // namespace keras::saving
