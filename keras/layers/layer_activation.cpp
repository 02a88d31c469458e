#include "keras/layers/layer_activation.hpp"

#include "keras/activations/layer_function.hpp"
#include "keras/core/registry.hpp"
#include "keras/layers/layer.hpp"

namespace keras::layers {
namespace {

std::optional<activations::LayerFunction> function_of_layer(const Value& saved) {
  if (!Registry<Layer>::instance().find(std::string(saved.string_at("class_name")))) return {};
  Layer layer;
  from_value(saved, layer);
  return activations::LayerFunction{to_value(layer), [layer](const Tensor& x) {
                                      const auto y = layer(x);
                                      if (!layer.variables().empty())
                                        fail(
                                            "an activation must be a layer without weights; "
                                            "received ",
                                            layer.class_name());
                                      return y;
                                    }};
}

}  // namespace

const bool activations_may_be_layers = activations::take_layers(function_of_layer);

}  // namespace keras::layers
