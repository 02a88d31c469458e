#include "keras/saving/legacy_file.hpp"

#include "keras/core/json.hpp"
#include "keras/io/file.hpp"
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

/// Sets the variables; returns why they could not be.
std::string assign(const Variables& variables, const io::Hdf5Group& group) {
  const auto names = names_of(group, "weight_names");
  const auto reason = misfit(variables, group, names);
  for (std::size_t i = 0; reason.empty() && i < names.size(); ++i)
    variables[i].assign(tensor_of(group.dataset(names[i])));
  return reason;
}

void expect_assigned(const Variables& variables, const io::Hdf5Group& group) {
  if (const auto reason = assign(variables, group); !reason.empty())
    fail("the weights do not fit the model: ", reason);
}

Variables weights_of(const Layer& layer) {
  auto variables = layer.trainable_variables();
  for (const auto& variable : layer.non_trainable_variables()) variables.push_back(variable);
  return variables;
}

io::Hdf5Group weights_group(const io::Hdf5File& file) {
  const auto root = file.root();
  return root.is_group("model_weights") ? root.group("model_weights") : root;
}

/// In Keras 2 the first layer said what a Sequential model is given.
Value first_input_shape(const Value& saved) {
  const auto* config = saved.find("config");
  const auto* layers = config ? config->find("layers") : nullptr;
  if (!layers || !layers->is_list() || layers->as_list().empty()) return {};
  const auto* first = layers->as_list()[0].find("config");
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

void take_optimizer_state(const Model& model, const io::Hdf5Group& root) {
  if (!model.compiled() || !root.is_group("optimizer_weights")) return;
  const auto optimizer = model.optimizer();
  if (!optimizer.defined()) return;
  if (const auto reason = assign(optimizer.variables(), root.group("optimizer_weights"));
      !reason.empty())
    warn(text("the optimizer starts fresh: ", reason));
}

}  // namespace

Model legacy_model(const io::Hdf5File& file, bool compile) {
  const auto root = file.root();
  auto saved = io::naming("model_config", [&] {
    return parse_json(root.string_attribute("model_config")).as_object();
  });
  if (const auto shape = first_input_shape(saved); !shape.is_null())
    saved["build_config"] = Object{{"input_shape", shape}};
  if (compile)
    saved["compile_config"] = io::naming("training_config", [&] { return compile_config(root); });
  const auto model = io::naming("model_config", [&] { return deserialize_model(saved, compile); });
  take_legacy_weights(model, file);
  take_optimizer_state(model, root);
  return model;
}

bool has_legacy_weights(const io::Hdf5File& file) {
  const auto group = weights_group(file);
  return group.attribute("layer_names") || group.attribute("layer_names0");
}

void take_legacy_weights(const Model& model, const io::Hdf5File& file) {
  const auto root = weights_group(file);
  std::vector<io::Hdf5Group> groups;
  for (const auto& name : names_of(root, "layer_names")) {
    auto group = root.group(name);
    if (!names_of(group, "weight_names").empty()) groups.push_back(std::move(group));
  }
  std::size_t next = 0;
  for (const auto& layer : model.layers()) {
    const auto variables = weights_of(layer);
    if (variables.empty()) continue;
    if (next == groups.size())
      fail("the weights do not fit the model: the file has no weights for layer ",
           keras::quoted(layer.name()));
    expect_assigned(variables, groups[next++]);
  }
  if (next < groups.size())
    fail("the weights do not fit the model: the file has weights of ", groups.size(),
         " layers; the model has ", next);
}

}  // namespace keras::saving
