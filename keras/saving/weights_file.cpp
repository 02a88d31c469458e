#include "keras/saving/weights_file.hpp"

#include "keras/graph/evaluate.hpp"
#include "keras/graph/node.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/weight_store.hpp"

namespace keras::saving {
namespace {

thread_local std::vector<std::string> warnings;

std::string vars_of(const WeightGroup& group) {
  return group.path.empty() ? "vars" : group.path + "/vars";
}

Tensor saved_value(const Variable& variable) {
  const auto& adapted = variable.slot()->adapted;
  return adapted ? ops::cast(adapted(variable), variable.dtype()) : variable.value();
}

/// Whether the file has all variables of the group, in their shapes; the reason otherwise.
std::string misfit(const WeightGroup& group, const io::Hdf5File& file) {
  const auto root = file.root();
  const auto path = vars_of(group);
  const auto stored = root.is_group(path) ? root.group(path).names().size() : 0;
  const auto what = text(group.class_name, " ", quoted(group.name), " at ", quoted(path));
  const auto wanted = group.variables.size() + group.tensors.size();
  if (stored != wanted) return text(what, " needs ", wanted, " arrays; the file has ", stored);
  for (const auto& tensor : group.tensors)
    if (!root.is_dataset(path + "/" + tensor.name))
      return text(what, " needs the array ", quoted(tensor.name), ", which the file lacks");
  for (std::size_t i = 0; i < group.variables.size(); ++i) {
    const auto name = text(path, "/", i);
    if (!root.is_dataset(name))
      return text(what, " needs the array ", quoted(name), ", which the file lacks");
    const auto shape = root.dataset(name).shape();
    if (shape != group.variables[i].shape())
      return text(what, " needs an array of shape ", group.variables[i].shape(), " at ",
                  quoted(name), "; the file has ", shape);
  }
  return {};
}

}  // namespace

Tensor tensor_of(const io::Hdf5Dataset& dataset) {
  // HDF5 has no type of that name: two opaque bytes are numbers only where this says so.
  if (dataset.dtype() == DType::bfloat16 && !dataset.attribute("dtype"))
    fail(keras::quoted(dataset.path()),
         " holds bytes without a type: the attribute 'dtype' is missing");
  auto tensor = empty_tensor({dataset.shape(), dataset.dtype()});
  auto& buffer = *tensor.node()->values[0].buffer;
  dataset.read_into({static_cast<std::byte*>(buffer.data()), buffer.bytes()});
  return tensor;
}

void warn(std::string sentence) { warnings.push_back(std::move(sentence)); }
std::vector<std::string> take_warnings() { return std::exchange(warnings, {}); }

namespace {

void put(const Tensor& value, const std::string& path, io::Hdf5Writer& writer) {
  graph::evaluate({value});
  const auto dtype = value.dtype() == DType::int64 ? DType(DType::int32) : value.dtype();
  writer.dataset(path, dtype, value.shape(),
                 [value](const io::Sink& sink) { sink(value.bytes()); });
  if (dtype == DType::bfloat16) writer.attribute(path, "dtype", "bfloat16");
}

}  // namespace

void put_weights(const Model& model, io::Hdf5Writer& writer) {
  for (const auto& group : weight_groups(model)) {
    const auto path = vars_of(group);
    writer.group(path);
    writer.attribute(path, "name", group.name);
    for (std::size_t i = 0; i < group.variables.size(); ++i)
      put(saved_value(group.variables[i]), text(path, "/", i), writer);
    for (const auto& tensor : group.tensors) put(tensor.value(), path + "/" + tensor.name, writer);
  }
}

void take_weights(const Model& model, const io::Hdf5File& file) {
  const auto root = file.root();
  for (const auto& group : weight_groups(model)) {
    if (group.path.starts_with("optimizer") && !root.is_group("optimizer")) continue;
    const auto reason = misfit(group, file);
    if (reason.empty()) {
      for (std::size_t i = 0; i < group.variables.size(); ++i)
        group.variables[i].assign(tensor_of(root.dataset(text(vars_of(group), "/", i))));
      for (const auto& change : group.changes) change.assign(ops::zeros(change.shape()));
      for (const auto& tensor : group.tensors)
        tensor.load(tensor_of(root.dataset(vars_of(group) + "/" + tensor.name)));
    } else if (group.path.starts_with("optimizer")) {
      warn(text("the optimizer starts fresh: ", reason));
    } else {
      fail("the weights do not fit the model: ", reason);
    }
  }
}

}  // namespace keras::saving
