#include "keras/layers/layer.hpp"

#include <algorithm>
#include <set>

#include "keras/core/naming.hpp"
#include "keras/core/registry_impl.hpp"
#include "keras/graph/mask.hpp"
#include "keras/graph/trace.hpp"
#include "keras/layers.hpp"  // whoever loads a layer links every built-in one
#include "keras/layers/layer_activation.hpp"
#include "keras/layers/layer_call.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

thread_local std::optional<bool> ambient_training;  // what the outermost call was told, if anything
thread_local LossCollector* collector = nullptr;
thread_local const Layer::Impl* running_layer = nullptr;  // whose call is the innermost
[[gnu::used]] const bool* const linked = &layers::activations_may_be_layers;

/// Gives `place` another value for as long as it lives.
template <class T>
class Scoped {
 public:
  Scoped(T& place, T value) : place_(place), outer_(std::exchange(place, std::move(value))) {}
  ~Scoped() { place_ = std::move(outer_); }
  Scoped(const Scoped&) = delete;
  Scoped& operator=(const Scoped&) = delete;

 private:
  T& place_;
  T outer_;
};

std::vector<Shape> shapes_of(const Tensors& tensors) {
  std::vector<Shape> shapes;
  for (const auto& tensor : tensors.flat())
    shapes.push_back(tensor.defined() ? tensor.shape() : Shape());
  return shapes;
}

/// The masks that came with the tensors, as these are given; none when no tensor has one.
Tensors masks_of(const Tensors& tensors) {
  std::vector<Tensor> masks;
  bool any = false;
  for (const auto& tensor : tensors.flat())
    any = masks.emplace_back(graph::mask_of(tensor)).defined() || any;
  return any ? tensors.with(std::move(masks)) : Tensors();
}

Layer::Impl& checked(const std::shared_ptr<Layer::Impl>& impl) {
  if (!impl) fail("layers: there is no layer here (None)");
  return *impl;
}

}  // namespace

// ---- the collector of losses --------------------------------------------------------------------

LossCollector::LossCollector() : outer_(std::exchange(collector, this)) {}
LossCollector::~LossCollector() { collector = outer_; }

std::vector<Tensor> LossCollector::losses() const {
  std::vector<Tensor> losses;
  for (const auto& [layer, loss] : losses_) losses.push_back(loss);
  return losses;
}

void LossCollector::forget(const Layer::Impl* layer) {
  std::erase_if(losses_, [&](const auto& each) { return each.first == layer; });
}

std::vector<Tensor> LossCollector::collected() {
  return collector ? collector->losses() : std::vector<Tensor>();
}

void CallContext::add_loss(const Tensor& value) const {
  if (collector) collector->add(running_layer, value);
}

// ---- the handle ---------------------------------------------------------------------------------

Layer::Layer(const Tensor& input) {
  const auto* call = graph::call_of(input);
  const auto* made = call ? layers::as_layer_call(*call) : nullptr;
  if (!made || made->name() != "InputLayer")
    fail("layers: only a tensor made by Input can stand where a layer is expected");
  impl_ = made->layer.impl();
}

Tensors Layer::call_all(const Tensors& inputs, const CallOptions& options) const {
  return checked(impl_)(inputs, options);
}

Tensor Layer::operator()(const Tensors& inputs, const CallOptions& options) const {
  const auto outputs = call_all(inputs, options);
  expect_outputs(outputs.size(), 1);
  return outputs[0];
}

Tensor Layer::operator()(const Tensor& a, const Tensor& b, const CallOptions& options) const {
  return (*this)(Tensors{a, b}, options);
}

void Layer::expect_outputs(std::size_t count, std::size_t wanted) const {
  if (count != wanted)
    fail(impl_->path(), " has ", count, " outputs; ",
         count == 1 ? "call it directly" : text("use call<", count, ">()"));
}

std::string Layer::name() const { return checked(impl_).name; }
std::string_view Layer::class_name() const { return checked(impl_).class_name; }
DTypePolicy Layer::dtype_policy() const { return checked(impl_).given_policy; }
bool Layer::built() const { return checked(impl_).built; }
void Layer::build(const std::vector<Shape>& inputs) const { checked(impl_).ensure_built(inputs); }
void Layer::quantize(const QuantizationConfig& config) const { checked(impl_).quantize(config); }
bool Layer::trainable() const { return checked(impl_).trainable; }
void Layer::trainable(bool value) const { checked(impl_).set_trainable(value); }

namespace {

void collect(const Layer::Impl& impl, Variables& out, std::set<const graph::Slot*>& seen) {
  for (const auto* list : {&impl.own_trainable, &impl.own_non_trainable})
    for (const auto& variable : *list)
      if (seen.insert(variable.slot().get()).second) out.push_back(variable);
  for (const auto& child : impl.children())
    for (const auto& layer : child.layers) collect(*layer.impl(), out, seen);
}

}  // namespace

Variables Layer::variables() const {
  Variables result;
  std::set<const graph::Slot*> seen;
  collect(checked(impl_), result, seen);
  return result;
}

Variables Layer::trainable_variables() const {
  if (!trainable()) return {};
  auto result = variables();
  std::erase_if(result, [](const Variable& v) { return !v.trainable(); });
  return result;
}

Variables Layer::non_trainable_variables() const {
  auto result = variables();
  if (trainable()) std::erase_if(result, [](const Variable& v) { return v.trainable(); });
  return result;
}

std::vector<Tensor> Layer::get_weights() const {
  std::vector<Tensor> result;
  for (const auto& variable : variables()) result.push_back(variable.value());
  return result;
}

void Layer::set_weights(const std::vector<Tensor>& weights) const {
  const auto all = variables();
  if (all.size() != weights.size())
    fail(impl_->path(), ": set_weights needs ", all.size(), " tensors; received ", weights.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i].assign(weights[i]);
}

std::int64_t Layer::count_params() const { return utils::count_params(variables()); }

namespace {

const layers::LayerCall& only_call(const Layer::Impl& impl) {
  for (const auto& weak : impl.symbolic_calls)
    if (const auto node = weak.lock()) return *layers::as_layer_call(graph::call_at(*node));
  fail(impl.path(), ": has no input or output yet; it was not called on symbolic tensors");
}

}  // namespace

Tensor Layer::input() const { return only_call(checked(impl_)).inputs; }

Tensor Layer::output() const {
  for (const auto& weak : checked(impl_).symbolic_calls)
    if (const auto node = weak.lock()) return Tensor(node);
  fail(impl_->path(), ": has no output yet; it was not called on symbolic tensors");
}

Regularizer Layer::activity_regularizer() const { return checked(impl_).activity_regularizer; }
void Layer::activity_regularizer(const Regularizer& regularizer) const {
  checked(impl_).activity_regularizer = regularizer;
}

void Layer::reset_state() const { checked(impl_).reset_state(); }
Object Layer::get_config() const { return checked(impl_).full_config(); }

Value to_value(const Layer& layer) {
  if (!layer.impl_) return nullptr;
  const auto& impl = *layer.impl_;
  auto result =
      serialized(impl.module(), impl.public_name(), impl.full_config(), impl.registered_name());
  const auto build = impl.saved_build_config ? impl.saved_build_config : impl.build_config();
  if (build) result["build_config"] = *build;
  if (const auto compile = impl.compile_config()) result["compile_config"] = *compile;
  return result;
}

Layer read_layer(const Value& saved) {
  const auto layer = deserialize<Layer>(saved);
  const auto* build = saved.find("build_config");
  if (build && build->is_object()) layer.impl()->saved_build_config = build->as_object();
  return layer;
}

// ---- what every layer does ----------------------------------------------------------------------

Layer::Impl::Impl(std::string type, std::string given_name, DTypePolicy policy, bool trainable)
    : class_name(std::move(type)),
      name(given_name.empty() ? unique_name(snake_case(class_name)) : std::move(given_name)),
      given_policy(std::move(policy)),
      policy(given_policy.at(name)),
      trainable(trainable) {
  if (name.find('/') != std::string::npos)
    fail("layers.", class_name, ": name must not contain '/'; received name=", quoted(name));
}

void Layer::Impl::reset_state() { fail(path(), ": keeps no state that could be reset"); }

std::string Layer::Impl::path() const { return text("layers.", class_name, " '", name, "'"); }

Object Layer::Impl::full_config() const {
  Object config = {{"name", name}, {"trainable", trainable}, {"dtype", to_value(given_policy)}};
  const auto activity = to_value(activity_regularizer);
  if (activity_regularizer.defined()) config["activity_regularizer"] = activity;
  for (const auto& [key, value] : this->config()) config[key] = value;
  if (activity_regularizer.defined()) config["activity_regularizer"] = activity;
  return config;
}

std::optional<Object> Layer::Impl::build_config() const {
  if (!built || built_with.size() != 1) return {};
  return Object{{"input_shape", to_value(built_with[0])}};
}

void Layer::Impl::ensure_built(const std::vector<Shape>& inputs) {
  if (!policy.quantization_mode().empty()) expect_quantizable(policy.quantization_mode());
  if (built) return;
  const graph::TracePause now;  // the first values of weights are no part of a program
  try {
    build(inputs);
  } catch (const ValueError& error) {
    const std::string_view why(error.what());
    if (why.starts_with("layers.")) throw;
    fail(path(), ": ", why);
  }
  built = true;
  built_with = inputs;
}

bool Layer::Impl::lengths_depend_on_values() const {
  const auto inner = children();
  return std::any_of(inner.begin(), inner.end(), [](const Child& child) {
    return std::any_of(child.layers.begin(), child.layers.end(),
                       [](const Layer& layer) { return layer.impl()->lengths_depend_on_values(); });
  });
}

void Layer::Impl::build_by_calling(const std::vector<Shape>& inputs) {
  const graph::Trace trace;
  const graph::StandIns length(2);
  std::vector<Tensor> stand_ins;
  for (const auto& input : inputs)
    stand_ins.push_back(graph::stand_in({input, policy.compute_dtype()}, 2));
  CallContext context;
  call(stand_ins.size() == 1 ? Tensors(stand_ins[0]) : Tensors(stand_ins), context);
}

void Layer::Impl::track(const Variable& variable) {
  variable.slot()->path = name + "/" + variable.name();
  (variable.trainable() ? own_trainable : own_non_trainable).push_back(variable);
  if (!trainable) variable.trainable(false);
}

Variable Layer::Impl::add_weight(VariableOptions options) {
  const Variable variable(options);
  track(variable);
  return variable;
}

void Layer::Impl::remove_weight(const Variable& variable) {
  std::erase(own_trainable, variable);
  std::erase(own_non_trainable, variable);
}

Variables Layer::Impl::saved_variables() const {
  auto saved = own_trainable;
  saved.insert(saved.end(), own_non_trainable.begin(), own_non_trainable.end());
  std::erase_if(saved, [](const Variable& variable) { return !variable.slot()->saved; });
  return saved;
}

void Layer::Impl::expect_quantizable(const std::string& mode) const {
  if (!supports_quantization(mode))
    fail(path(), ": there is no quantized form of this layer; received mode=", quoted(mode));
}

void Layer::Impl::quantize(const QuantizationConfig& config) {
  if (!config.defined()) fail(path(), ": quantize needs a mode or a config; received None");
  if (!built) fail(path(), ": the layer must be built before it is quantized");
  if (!policy.quantization_mode().empty())
    fail(path(), ": the layer can be quantized once; its dtype policy is ", quoted(policy.name()));
  expect_quantizable(config->mode);
  const auto block = config->mode == "int4" ? text("/", config->block_size.value_or(-1)) : "";
  const DTypePolicy quantized(config->mode + block + "_from_" + policy.name());
  const graph::TracePause now;
  given_policy = given_policy.with(name, quantized);
  policy = quantized;
  quantize_weights(config);
}

void Layer::Impl::set_trainable(bool value) {
  trainable = value;
  for (const auto& variable : own_trainable) variable.trainable(value);
  for (const auto& child : children())
    for (const auto& layer : child.layers) layer.impl()->set_trainable(value);
}

Tensors Layer::Impl::operator()(const Tensors& inputs, const CallOptions& options) {
  return graph::any_symbolic(inputs.flat()) ? call_symbolic(inputs, options)
                                            : call_now(inputs, options);
}

Tensors Layer::Impl::call_now(const Tensors& inputs, const CallOptions& options) {
  CallContext context;
  const auto told = options.training ? options.training : ambient_training;
  context.training = told.value_or(false);
  context.training_given = told.has_value();
  const auto mask = options.mask.defined() ? options.mask : masks_of(inputs);
  // As in Keras, a mask that came with the inputs is not for a call with states beside them.
  if (options.mask.defined() || !options.initial_state.defined()) context.mask = mask;
  context.initial_state = options.initial_state;
  context.arguments = options.arguments;
  const Scoped training(ambient_training, told);
  auto given = inputs;
  if (casts_inputs()) {
    auto tensors = inputs.flat();
    for (auto& tensor : tensors)
      if (tensor.defined() && tensor.dtype().is_floating())
        tensor = ops::cast(tensor, policy.compute_dtype());
    given = inputs.with(std::move(tensors));
  }
  ensure_built(shapes_of(given));
  const Scoped<const Layer::Impl*> running(running_layer, this);
  // As in Keras on JAX, of several calls of a shared layer the last one's losses count.
  if (collector) collector->forget(this);
  const auto outputs = call(given, context);
  if (activity_regularizer.defined() && collector)
    for (const auto& output : outputs.flat())  // per sample, as Keras divides by the batch size
      context.add_loss(activity_regularizer(output) / static_cast<double>(output.shape(0)));
  if (supports_masking()) pass_masks(given, mask, outputs);
  return outputs;
}

void Layer::Impl::pass_masks(const Tensors& inputs, const Tensors& mask,
                             const Tensors& outputs) const {
  const auto has_mask = [](const Tensor& output) { return graph::mask_of(output).defined(); };
  if (std::all_of(outputs.flat().begin(), outputs.flat().end(), has_mask)) return;
  const auto masks = compute_mask(inputs, mask).flat();
  for (std::size_t i = 0; i < std::min(masks.size(), outputs.size()); ++i)
    if (masks[i].defined() && !has_mask(outputs[i])) graph::set_mask(outputs[i], masks[i]);
}

Tensors Layer::Impl::call_symbolic(const Tensors& inputs, const CallOptions& options) {
  ensure_built(shapes_of(inputs));
  auto call = std::make_shared<layers::LayerCall>(Layer(shared_from_this()), inputs, options);
  auto tensors = call->tensors();
  auto outputs = graph::record_call(std::move(call), std::move(tensors));
  symbolic_calls.push_back(outputs[0].node());
  return outputs;
}

Variable::Variable(const VariableOptions& options) : slot_(std::make_shared<graph::Slot>()) {
  if (!options.shape.known())
    fail("Variable: the shape of ", quoted(options.name), " must be known; received ",
         options.shape);
  constexpr std::int64_t most_elements = std::int64_t{1} << 33;
  if (options.shape.elements() > most_elements)
    fail("Variable: ", quoted(options.name), " must have at most ", most_elements,
         " elements; received shape ", options.shape);
  slot_->spec = {options.shape, options.dtype};
  slot_->value = options.initializer(options.shape, options.dtype);
  slot_->name = slot_->path = options.name;
  slot_->trainable = options.trainable;
  slot_->overwrite_with_gradient = options.overwrite_with_gradient;
  if (options.regularizer.defined()) slot_->regularizer = options.regularizer;
  if (options.constraint.defined()) slot_->constraint = options.constraint;
}

}  // namespace keras

template class keras::Registry<keras::Layer>;
