#include "keras/ops/operation.hpp"

#include <map>

#include "keras/core/naming.hpp"
#include "keras/ops/operation_tables.hpp"
#include "keras/ops/saved_tensor.hpp"

namespace keras::ops {
namespace {

constexpr char operation_call_type = 0;

constexpr std::int64_t longest_guess = 1 << 20;

bool is_length(const Value& value) {
  return value.is_integer() && value.as_integer() > 0 && value.as_integer() <= longest_guess;
}

/// A number, or the numbers of a list and their product: the elements of a shape.
void add_lengths(const Value& value, std::vector<std::int64_t>& lengths) {
  if (is_length(value)) lengths.push_back(value.as_integer());
  if (!value.is_list()) return;
  std::int64_t product = 1;
  for (const auto& each : value.as_list()) {
    if (!is_length(each) || product > longest_guess) continue;
    lengths.push_back(each.as_integer());
    product *= each.as_integer();
  }
  lengths.push_back(product);
}

constexpr std::string_view of_activations = "keras.src.activations.activations";

}  // namespace

const std::vector<Operation>& operations() {
  static const auto rows = [] {
    std::vector<Operation> all;
    const auto add = [&](std::string_view module, std::vector<Operation> part) {
      for (auto& row : part) all.emplace_back(std::move(row)).module = module;
    };
    add("keras.src.ops.numpy", arithmetic_operations());
    add("keras.src.ops.numpy", elementwise_operations());
    add("keras.src.ops.numpy", array_operations());
    add("keras.src.ops.numpy", statistics_operations());
    add("keras.src.ops.numpy", numpy_operations());
    add("keras.src.ops.nn", nn_operations());
    add("keras.src.ops.nn", conv_operations());
    add(of_activations, activation_operations());
    add("keras.src.ops.math", math_operations());
    add("keras.src.ops.linalg", linalg_operations());
    add("keras.src.ops.core", core_operations());
    add("keras.src.ops.image", image_operations());
    add("keras.src.ops.einops", einops_operations());
    return all;
  }();
  return rows;
}

bool holds_operations(std::string_view module) {
  return module.find(".ops") != std::string_view::npos || module == of_activations;
}

bool is_public(const Operation& operation) { return operation.module != of_activations; }

const Operation* find_operation(std::string_view class_name) {
  static const auto by_class = [] {
    std::map<std::string_view, const Operation*> index;
    for (const auto& row : operations())
      if (!row.class_name.empty()) index.emplace(row.class_name, &row);
    return index;
  }();
  const auto at = by_class.find(class_name);
  return at == by_class.end() ? nullptr : at->second;
}

const Operation& operation_of(const void* function) {
  for (const auto& row : operations())
    if (row.function == function) return row;
  fail("ops: this operation cannot be called on symbolic tensors; wrap it in a layer");
}

OperationCall::OperationCall(const Operation& operation, Arguments arguments, std::string name)
    : operation_(operation), arguments_(std::move(arguments)), name_(std::move(name)) {
  if (name_.empty()) name_ = unique_name(snake_case(operation.class_name));
}

const void* OperationCall::type() const { return &operation_call_type; }

Tensors OperationCall::replay(std::span<const Tensor> inputs) const {
  return operation_.run(operation_, arguments_.with(inputs));
}

std::vector<std::int64_t> OperationCall::named_lengths() const {
  std::vector<std::int64_t> lengths;
  for (const auto& [name, item] : arguments_)
    if (const auto* value = std::get_if<Value>(&item)) add_lengths(*value, lengths);
  return lengths;
}

const OperationCall* as_operation(const graph::Call& call) {
  return call.type() == &operation_call_type ? static_cast<const OperationCall*>(&call) : nullptr;
}

Tensors call_symbolic(const Operation& operation, Arguments arguments, std::string name) {
  auto inputs = arguments.tensors();
  return graph::record_call(
      std::make_shared<OperationCall>(operation, std::move(arguments), std::move(name)),
      std::move(inputs));
}

namespace detail {

const Value& value_of(const Arguments::Item& item) {
  const auto* value = std::get_if<Value>(&item);
  if (!value) fail("a number or a name is wanted here; received a tensor");
  return *value;
}

void from_item(const Arguments::Item& item, Tensor& x) {
  if (const auto* tensors = std::get_if<Tensors>(&item)) {
    x = tensors->defined() ? Tensor(*tensors) : Tensor();
  } else {
    x = tensor_from(std::get<Value>(item));
  }
}

void from_item(const Arguments::Item& item, std::vector<Tensor>& x) {
  if (const auto* tensors = std::get_if<Tensors>(&item)) {
    x = tensors->flat();
    return;
  }
  x.clear();
  for (const auto& each : std::get<Value>(item).as_list()) x.push_back(tensor_from(each));
}

}  // namespace detail

}  // namespace keras::ops
