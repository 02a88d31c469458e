#include "keras/core/registry_define.hpp"
#include "keras/layers/core/input_layer.hpp"
#include "keras/layers/layer_call.hpp"
#include "keras/models/fitted_inputs.hpp"
#include "keras/models/model.hpp"

namespace keras {
namespace {

class SequentialImpl final : public Model::Impl {
 public:
  explicit SequentialImpl(ModelOptions options)
      : Impl("Sequential", std::move(options.name), {}, options.trainable) {}

  std::vector<Layer> layers() const override { return layers_; }

  void add(const Layer& layer) {
    if (!layer.defined()) fail(path(), ": a layer must be given; received None");
    if (layer.class_name() == "InputLayer") return set_input(layer);
    for (const auto& other : layers_)
      if (other.name() == layer.name())
        fail(path(), ": each layer must have a name of its own; received ", quoted(layer.name()),
             " twice");
    layers_.push_back(layer);
    predictions.reset();
    if (!output_.defined()) return;
    output_ = apply(layer, output_);
  }

  void build(const std::vector<Shape>& inputs) override {
    if (input_.defined()) return;
    if (layers_.empty()) fail(path(), ": the model has no layers");
    auto shape = inputs.at(0);
    if (shape.rank() > 0) shape[0] = Shape::unknown;
    set_input(
        layers::InputLayer({.dtype = layers_[0].impl()->input_dtype(), .batch_shape = shape}));
  }

  Tensors call(const Tensors& inputs, CallContext& context) override {
    auto x = input_.defined() ? fitted_inputs(inputs, input_specs()) : inputs;
    give_masks(x, context.mask);
    for (const auto& layer : layers_) x = inside(layer.name(), [&] { return layer.call_all(x); });
    return x;
  }

  std::optional<Object> build_config() const override {
    if (!built) return {};
    return Object{{"input_shape", to_value(built_with.at(0))}};
  }

  Object config() const override {
    List list;
    if (input_.defined()) list.push_back(to_value(input_));
    for (const auto& layer : layers_) list.push_back(to_value(layer));
    Object config = {{"layers", std::move(list)}};
    if (input_.defined())
      config["build_input_shape"] =
          to_value(static_cast<const layers::InputLayer&>(input_).batch_shape());
    return config;
  }

  Tensors symbolic_inputs() const override {
    if (!input_.defined()) return {};
    return static_cast<const layers::InputLayer&>(input_).tensor();
  }
  Tensors symbolic_outputs() const override { return output_; }

  std::vector<Spec> input_specs() const override {
    if (!input_.defined()) return {};
    const auto& input = static_cast<const layers::InputLayer&>(input_);
    return {{input.batch_shape(), input.input_dtype()}};
  }

  std::vector<std::string> output_names() const override {
    return layers_.empty() ? std::vector<std::string>{} : std::vector{layers_.back().name()};
  }
  std::vector<std::string> input_names() const override {
    return input_.defined() ? std::vector{input_.name()} : std::vector<std::string>{};
  }

 private:
  Tensors apply(const Layer& layer, const Tensors& x) {
    return inside(layer.name(), [&] { return layer.call_all(x); });
  }

  void set_input(const Layer& layer) {
    if (input_.defined() || (!layers_.empty() && built))
      fail(path(), ": an Input must come first; received a second one");
    input_ = layer;
    output_ = static_cast<const layers::InputLayer&>(input_).tensor();
    for (const auto& each : layers_) output_ = apply(each, output_);
    built = true;
    built_with = {static_cast<const layers::InputLayer&>(input_).batch_shape()};
  }

  Layer input_;
  std::vector<Layer> layers_;
  Tensors output_;
};

}  // namespace

Sequential::Sequential(ModelOptions options)
    : Model(std::make_shared<SequentialImpl>(std::move(options))) {}

Sequential::Sequential(const std::vector<Layer>& layers, ModelOptions options)
    : Sequential(std::move(options)) {
  for (const auto& layer : layers) add(layer);
}

Sequential::Sequential(std::initializer_list<Layer> layers, ModelOptions options)
    : Sequential(std::vector<Layer>(layers), std::move(options)) {}

void Sequential::add(const Layer& layer) const { static_cast<SequentialImpl&>(*impl()).add(layer); }

Layer Sequential::from_config(const Object& config) {
  ModelOptions options;
  if (const auto* name = config.find("name"); name && !name->is_null())
    from_value(*name, options.name);
  if (const auto* trainable = config.find("trainable")) from_value(*trainable, options.trainable);
  Sequential model(options);
  const auto* layers = config.find("layers");
  if (!layers) fail("the field 'layers' is missing");
  for (const auto& saved : layers->as_list()) model.add(read_layer(saved));
  const auto* shape = config.find("build_input_shape");
  if (shape && !shape->is_null() && model.implementation().input_specs().empty()) {
    Shape input;
    from_value(*shape, input);
    model.build({input});
  }
  if (!options.trainable) model.trainable(false);
  return model;
}

const Registered<Layer> registered_sequential =
    registered<Layer, Sequential, SequentialArguments>("keras", "Sequential");

}  // namespace keras
