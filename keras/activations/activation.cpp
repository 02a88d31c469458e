#include "keras/activations/activation.hpp"

#include <map>

#include "keras/activations/layer_function.hpp"
#include "keras/activations/old_hard_sigmoid.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/rectify.hpp"

namespace keras::activations {
namespace {

using Function = std::function<Tensor(const Tensor&)>;

struct Row {
  Function function;
  std::vector<Argument> (*arguments)();
};

struct NoOptions {};

/// `x`, then the members of the options.
template <class Options>
std::vector<Argument> arguments() {
  auto result = arguments_of<Options>();
  result.insert(result.begin(), {"x", {}});
  return result;
}

template <class Options>
Row row(Tensor (*function)(const Tensor&, Options)) {
  return {[function](const Tensor& x) { return function(x, {}); }, arguments<Options>};
}
Row row(Tensor (*function)(const Tensor&)) { return {function, arguments<NoOptions>}; }

Tensor linear(const Tensor& x) { return x; }
Tensor old_hard_sigmoid(const Tensor& x) { return ops::clip(x * 0.2 + 0.5, 0, 1); }

LayerFunctionMaker& layer_function_maker() {
  static LayerFunctionMaker maker = nullptr;
  return maker;
}

std::map<std::string, Row, std::less<>>& table() {
  static std::map<std::string, Row, std::less<>> rows = {
      {"celu", row(ops::celu)},
      {"elu", row(ops::elu)},
      {"exponential", row(ops::exp)},
      {"gelu", row(gelu)},
      {"glu", row(ops::glu)},
      {"hard_shrink", row(ops::hard_shrink)},
      {"hard_sigmoid", row(ops::hard_sigmoid)},
      {"hard_silu", row(ops::hard_silu)},
      {"hard_swish", row(ops::hard_silu)},
      {"hard_tanh", row(ops::hard_tanh)},
      {"leaky_relu", row(ops::leaky_relu)},
      {"linear", row(linear)},
      {"log_sigmoid", row(ops::log_sigmoid)},
      {"log_softmax", row(ops::log_softmax)},
      {"mish", row(ops::mish)},
      {"relu", row(relu)},
      {"relu6", row(ops::relu6)},
      {"selu", row(ops::selu)},
      {"sigmoid", row(ops::sigmoid)},
      {"silu", row(ops::silu)},
      {"soft_shrink", row(ops::soft_shrink)},
      {"softmax", row(ops::softmax)},
      {"softplus", row(ops::softplus)},
      {"softsign", row(ops::softsign)},
      {"sparse_plus", row(ops::sparse_plus)},
      {"sparse_sigmoid", row(ops::sparse_sigmoid)},
      {"sparsemax", row(ops::sparsemax)},
      {"squareplus", row(ops::squareplus)},
      {"swish", row(ops::silu)},
      {"tanh", row(ops::tanh)},
      {"tanh_shrink", row(ops::tanh_shrink)},
      {std::string(old_hard_sigmoid_name), row(old_hard_sigmoid)},
  };
  return rows;
}

/// What files hold of one of Keras's own functions or of one that is registered; "" for others.
std::string function_name(const Value& saved) {
  const auto own = saved.string_at("registered_name");
  if (!own.empty() && table().contains(own)) return std::string(own);
  const auto* config = saved.find("config");
  return config && config->is_string() ? config->as_string() : std::string();
}

}  // namespace

Activation::Activation(const char* name) : Activation(std::string(name)) {}
Activation::Activation(const std::string& name) : name_(name) {
  const auto at = table().find(name);
  if (at == table().end()) fail("unknown activation ", quoted(name), suggestion(name, names()));
  function_ = at->second.function;
  if (name == "swish") name_ = "silu";  // as Keras saves it
  if (name == "hard_swish") name_ = "hard_silu";
}

std::vector<std::string> names() {
  std::vector<std::string> result;
  for (const auto& [name, row] : table())
    if (name != old_hard_sigmoid_name) result.push_back(name);
  return result;
}

void Activation::add(std::string registered_name) const {
  table().insert_or_assign(std::move(registered_name), Row{function_, arguments<NoOptions>});
}

std::string Activation::name() const {
  using Pointer = Tensor (*)(const Tensor&);
  const auto* own = function_.target<Pointer>();
  if (!name_.empty() || !own) return name_;
  for (const auto& [name, row] : table()) {
    const auto* known = row.function.target<Pointer>();
    if (known && *known == *own) return name;
  }
  return {};
}

Value to_value(const Activation& activation) {
  if (!activation.defined()) return "linear";
  if (const auto* layer = activation.function_.target<LayerFunction>()) return layer->saved;
  if (activation.name().empty())
    fail(
        "activation: a function without a name cannot be saved; register it with "
        "saving::register_keras_serializable");
  return activation.name();
}

void from_value(const Value& value, Activation& activation) {
  if (value.is_null()) {
    activation = {};
  } else if (value.is_string()) {
    activation = Activation(value.as_string());
  } else if (const auto name = function_name(value); !name.empty()) {
    activation = Activation(name);
  } else {
    const auto make = layer_function_maker();
    auto function = make ? make(value) : std::nullopt;
    if (!function)
      fail("activation objects of class ", quoted(value.string_at("class_name")),
           " are not supported");
    activation = Activation(*std::move(function));
  }
}

bool take_layers(LayerFunctionMaker maker) {
  layer_function_maker() = maker;
  return true;
}

Tensor relu(const Tensor& x, ReluOptions options) {
  return ops::rectify(x, {options.negative_slope, options.max_value, options.threshold});
}

Tensor gelu(const Tensor& x, GeluOptions options) {
  return ops::gelu(x, {.approximate = options.approximate});
}

namespace {

/// The functions that can be named, with their arguments.
const bool listed = [] {
  for (const auto& [name, row] : table())
    public_objects().push_back({"keras.activations." + name, row.arguments});
  return true;
}();

}  // namespace

}  // namespace keras::activations
