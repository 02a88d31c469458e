#pragma once
#include <string>

#include "keras/models/model.hpp"

namespace keras::utils {

/// Arguments of `model_to_dot` after `model`, in the order of keras.utils.model_to_dot.
struct ModelToDotOptions {
  bool show_shapes = false, show_dtype = false, show_layer_names = true;
  std::string rankdir = "TB";  ///< "TB" from top to bottom, "LR" from left to right.
  bool expand_nested = false;  ///< Must be false: a model in a model is one box.
  int dpi = 200;
  bool subgraph = false;  ///< Whether to give a cluster, to stand in another graph.
  bool show_layer_activations = false, show_trainable = false;
  std::string splines = "ortho";  ///< How lines are drawn: or "curved", "polyline", "line".
};

/// The graph of a model in the language of Graphviz.
///
///     std::cout << utils::model_to_dot(model, {.show_shapes = true});   // ... | dot -Tpng
///
/// https://keras.io/api/utils/model_plotting_utils
std::string model_to_dot(const Model& model, ModelToDotOptions options = {});

/// Arguments of `plot_model` after `to_file`, in the order of keras.utils.plot_model.
struct PlotModelOptions {
  bool show_shapes = false, show_dtype = false, show_layer_names = false;
  std::string rankdir = "TB";
  bool expand_nested = false;
  int dpi = 200;
  bool show_layer_activations = false, show_trainable = false;
  std::string splines = "ortho";
};

/// Writes `model_to_dot` to a file, whose name must end in .dot: Graphviz makes pictures of it
/// (`dot -Tpng -O model.dot`).
void plot_model(const Model& model, const std::string& to_file = "model.dot",
                PlotModelOptions options = {});

}  // namespace keras::utils
