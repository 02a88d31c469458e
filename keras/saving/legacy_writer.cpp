// Whole models in HDF5 files, as Keras wrote them before `.keras`.
#include <algorithm>
#include <map>
#include <set>

#include "keras/core/json.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/ops/operation.hpp"
#include "keras/saving/legacy_file.hpp"
#include "keras/saving/version.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

/// What an attribute may hold, as Keras cuts lists.
constexpr std::size_t longest_attribute = 64512;

/// A list of names as attributes: `name`, or `name0`, `name1`, ... of equal lengths if it is long.
void put_names(io::Hdf5Writer& writer, const std::string& path, const std::string& name,
               const std::vector<std::string>& names) {
  if (names.empty())  // as NumPy makes an array of nothing
    return writer.attribute(path, name, io::Array{DType::float64, {0}, {}, {}});
  std::size_t width = 1;
  for (const auto& each : names) width = std::max(width, each.size());
  const auto most = std::max<std::size_t>(1, longest_attribute / width);
  const auto count = (names.size() + most - 1) / most;
  if (count == 1) return writer.attribute(path, name, names);
  for (std::size_t part = 0, first = 0; part < count; ++part) {
    const auto size = names.size() / count + (part < names.size() % count ? 1 : 0);
    const auto from = names.begin() + static_cast<std::ptrdiff_t>(first);
    writer.attribute(path, text(name, part),
                     std::vector<std::string>(from, from + static_cast<std::ptrdiff_t>(size)));
    first += size;
  }
}

/// Arrays in the group at `path`, and their names in its attribute.
void put_arrays(io::Hdf5Writer& writer, const std::string& path, const Variables& variables,
                const std::vector<std::string>& names) {
  writer.group(path);
  put_names(writer, path, "weight_names", names);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto value = variables[i].value();
    graph::evaluate({value});
    put_array(writer, path + "/" + names[i], value);
  }
}

/// "bidirectional/forward_lstm/lstm_cell/kernel": the names of layers down to each variable.
class Paths {
 public:
  explicit Paths(const Model& model) {
    put_own(model, model.name());
    // The layers of a Sequential model are built by it, and named after it.
    const auto above = model.class_name() == "Sequential" ? model.name() + "/" : std::string();
    for (const auto& layer : model.layers()) visit(layer, above + layer.name());
  }

  const std::string& of(const Variable& variable) const { return paths_.at(variable.slot().get()); }

  /// The paths of `variables`, each once.
  std::vector<std::string> of(const Variables& variables) const {
    std::vector<std::string> paths;
    std::set<std::string> used;
    for (const auto& variable : variables) {
      const auto& path = of(variable);
      auto name = path;
      for (int n = 1; !used.insert(name).second; ++n) name = text(path, "_", n);
      paths.push_back(name);
    }
    return paths;
  }

 private:
  void put_own(const Layer& layer, const std::string& path) {
    const auto& impl = *layer.impl();
    for (const auto* list : {&impl.own_trainable, &impl.own_non_trainable})
      for (const auto& variable : *list)
        paths_.emplace(variable.slot().get(), path + "/" + variable.name());
  }

  void visit(const Layer& layer, const std::string& path) {
    put_own(layer, path);
    for (const auto& child : layer.impl()->children())
      for (const auto& each : child.layers) visit(each, path + "/" + each.name());
  }

  std::map<const graph::Slot*, std::string> paths_;
};

void put_layers(const Model& model, io::Hdf5Writer& writer) {
  const std::string root = "model_weights";
  const Paths paths(model);
  std::vector<std::string> names;
  for (const auto& layer : model.layers()) {
    names.push_back(layer.name());
    const auto variables = legacy_weights(layer);
    put_arrays(writer, root + "/" + layer.name(), variables, paths.of(variables));
  }
  put_names(writer, root, "layer_names", names);
  writer.attribute(root, "backend", "jax");
  writer.attribute(root, "keras_version", keras_version);
  auto own = model.impl()->own_trainable;
  for (const auto& variable : model.impl()->own_non_trainable) own.push_back(variable);
  put_arrays(writer, root + "/top_level_model_weights", own, paths.of(own));
}

std::string underscored(std::string path) {
  std::replace(path.begin(), path.end(), '/', '_');
  return path;
}

/// The names of the state of optimizers, which has the names of layers only down from the last.
class StateNames {
 public:
  explicit StateNames(const Model& model) {
    const Paths paths(model);
    for (const auto& variable : model.trainable_variables())
      whole_[underscored(variable.path()) + "_"].push_back(underscored(paths.of(variable)) + "_");
  }

  /// "sequential_dense_kernel_momentum" for "dense_kernel_momentum"; what comes again under one
  /// name belongs to the next variable of that name.
  std::string next(const std::string& name) {
    const int n = used_[name]++;
    const auto beginning = longest_beginning(name);
    const auto& whole = whole_[beginning];
    if (beginning.empty() || static_cast<std::size_t>(n) >= whole.size())
      return n == 0 ? name : text(name, "_", n);
    return whole[static_cast<std::size_t>(n)] + name.substr(beginning.size());
  }

 private:
  std::string longest_beginning(const std::string& name) const {
    std::string longest;
    for (const auto& [beginning, whole] : whole_)
      if (name.starts_with(beginning) && beginning.size() > longest.size()) longest = beginning;
    return longest;
  }

  std::map<std::string, std::vector<std::string>> whole_;
  std::map<std::string, int> used_;
};

void put_optimizer(const Model& model, io::Hdf5Writer& writer) {
  const auto optimizer = model.optimizer();
  if (!optimizer.defined()) return;
  const auto variables = optimizer.variables();
  StateNames state(model);
  std::vector<std::string> names;
  for (const auto& variable : variables)
    names.push_back(optimizer.name() + "/" + state.next(variable.name()));
  put_arrays(writer, "optimizer_weights", variables, names);
}

/// Layers of models as such files hold them: the class by its registered name, without its module.
Object old_form(const Object& saved) {
  if (const auto* module = saved.find("module");
      module && module->is_string() && ops::holds_operations(module->as_string()))
    fail("a legacy .h5 file cannot hold the operation ", saved.at("class_name"),
         "; save the model to .keras");
  const auto* registered = saved.find("registered_name");
  Object old = {
      {"class_name", registered && !registered->is_null() ? *registered : saved.at("class_name")},
      {"config", saved.at("config")}};
  if (auto* layers = old["config"].as_object().find("layers"); layers && layers->is_list())
    for (auto& layer : layers->as_list()) layer = old_form(layer.as_object());
  for (const auto* key : {"name", "inbound_nodes"})
    if (const auto* value = saved.find(key)) old[key] = *value;
  return old;
}

Object training_config(const Object& compile_config) {
  auto config = compile_config;
  if (const auto* optimizer = config.find("optimizer")) {
    const auto saved = *optimizer;
    config.erase("optimizer");
    config["optimizer_config"] = saved.is_object() ? Value(old_form(saved.as_object())) : saved;
  }
  return config;
}

}  // namespace

void put_legacy_model(const Model& model, const Object& saved, bool include_optimizer,
                      io::Hdf5Writer& writer) {
  writer.attribute("", "keras_version", keras_version);
  writer.attribute("", "backend", "jax");
  writer.attribute("", "model_config", to_json(old_form(saved)));
  put_layers(model, writer);
  const auto* compilation = saved.find("compile_config");
  if (!include_optimizer || !model.compiled() || !compilation) return;
  writer.attribute("", "training_config", to_json(training_config(compilation->as_object())));
  put_optimizer(model, writer);
}

}  // namespace keras::saving
