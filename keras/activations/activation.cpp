#include "keras/activations/activation.hpp"

#include <map>

#include "keras/core/registry.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::activations {
namespace {

using Function = std::function<Tensor(const Tensor&)>;

std::map<std::string, Function, std::less<>>& table() {
  static std::map<std::string, Function, std::less<>> functions = {
      {"celu", [](const Tensor& x) { return ops::celu(x); }},
      {"elu", [](const Tensor& x) { return ops::elu(x); }},
      {"exponential", ops::exp},
      {"gelu", [](const Tensor& x) { return ops::gelu(x, {.approximate = false}); }},
      {"hard_shrink", [](const Tensor& x) { return ops::hard_shrink(x); }},
      {"hard_sigmoid", ops::hard_sigmoid},
      {"hard_silu", ops::hard_silu},
      {"hard_swish", ops::hard_silu},
      {"hard_tanh", ops::hard_tanh},
      {"leaky_relu", [](const Tensor& x) { return ops::leaky_relu(x); }},
      {"linear", [](const Tensor& x) { return x; }},
      {"log_sigmoid", ops::log_sigmoid},
      {"log_softmax", [](const Tensor& x) { return ops::log_softmax(x); }},
      {"mish", ops::mish},
      {"relu", ops::relu},
      {"relu6", ops::relu6},
      {"selu", ops::selu},
      {"sigmoid", ops::sigmoid},
      {"silu", ops::silu},
      {"soft_shrink", [](const Tensor& x) { return ops::soft_shrink(x); }},
      {"softmax", [](const Tensor& x) { return ops::softmax(x); }},
      {"softplus", ops::softplus},
      {"softsign", ops::softsign},
      {"swish", ops::silu},
      {"tanh", ops::tanh},
      {"tanh_shrink", ops::tanh_shrink},
  };
  return functions;
}

}  // namespace

Activation::Activation(const std::string& name) : name_(name) {
  const auto at = table().find(name);
  if (at == table().end()) fail("unknown activation ", quoted(name), suggestion(name, names()));
  function_ = at->second;
  if (name == "swish") name_ = "silu";  // as Keras saves it
  if (name == "hard_swish") name_ = "hard_silu";
}

std::vector<std::string> names() {
  std::vector<std::string> result;
  for (const auto& [name, function] : table()) result.push_back(name);
  return result;
}

void add(std::string registered_name, Function function) {
  table().insert_or_assign(std::move(registered_name), std::move(function));
}

Value to_value(const Activation& activation) {
  if (!activation.defined()) return "linear";
  if (activation.name().empty())
    fail(
        "activation: a function without a name cannot be saved; register it with "
        "saving::register_keras_serializable and use its name");
  return activation.name();
}

void from_value(const Value& value, Activation& activation) {
  if (value.is_null()) {
    activation = {};
  } else if (value.is_string()) {
    activation = Activation(value.as_string());
  } else {  // {"class_name": "function", "config": name, "registered_name": name}
    const auto own = value.string_at("registered_name");
    const auto* config = value.find("config");
    const bool known = !own.empty() && table().contains(own);
    if (!known && (!config || !config->is_string()))
      fail("activation objects of class ", quoted(value.string_at("class_name")),
           " are not supported");
    activation = Activation(known ? std::string(own) : config->as_string());
  }
}

namespace {

/// The functions that can be named; each has one argument here.
const bool listed = [] {
  for (const auto& [name, function] : table())
    public_objects().push_back({"keras.activations." + name, [] {
                                  return std::vector<Argument>{{"x", {}}};
                                }});
  return true;
}();

}  // namespace

}  // namespace keras::activations
