#include "keras/models/model_to_dot.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "keras/core/error.hpp"
#include "keras/graph/symbolic.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/models/part_calls.hpp"

namespace keras::utils {
namespace {

using Part = Model::Impl::Part;

std::string cell(const char* color, const std::string& contents) {
  return text("<td bgcolor=\"", color, "\"><font point-size=\"14\">", contents, "</font></td>");
}

/// The name of the function that a layer's `activation` is; empty when it has none.
std::string activation_of(const Layer& layer) {
  const auto config = layer.get_config();
  const auto* activation = config.find("activation");
  if (!activation || activation->is_null()) return {};
  if (activation->is_string()) return activation->as_string();
  const auto* own = activation->find("config");
  return std::string(own && own->is_string() ? std::string_view(own->as_string())
                                             : activation->string_at("class_name"));
}

class Graph {
 public:
  Graph(const Model& model, const ModelToDotOptions& options)
      : model_(model), options_(options), calls_(model) {}

  std::string draw() {
    auto out = head();
    const auto kind = model_.class_name();
    const bool is_graph = kind == "Functional" || kind == "Sequential";
    const auto parts = is_graph ? model_.implementation().parts() : std::vector<Part>{{model_}};
    for (const auto& part : parts) out += box(part);
    if (kind == "Sequential") {
      for (std::size_t i = 0; i + 1 < parts.size(); ++i)
        out += arrow(id_of(key(parts[i])), id_of(key(parts[i + 1])));
    } else if (is_graph) {
      for (const auto& part : parts) out += arrows_to(part);
    }
    return out + "}\n";
  }

 private:
  std::string head() const {
    if (options_.subgraph)
      return text("subgraph \"cluster_", model_.name(), "\" {\nstyle=dashed;\nlabel=\"",
                  model_.name(), "\";\nlabeljust=l;\n");
    return text("digraph G {\nrankdir=", options_.rankdir,
                ";\nconcentrate=true;\ndpi=", options_.dpi, ";\nsplines=", options_.splines,
                ";\nnode [shape=record];\n");
  }

  /// The same for all calls of a layer.
  static const void* key(const Part& part) {
    return part.layer.defined() ? static_cast<const void*>(part.layer.impl().get())
                                : part.operation->called();
  }
  std::string id_of(const void* called) {
    return "n" + std::to_string(ids_.try_emplace(called, ids_.size()).first->second);
  }

  std::string box(const Part& part) {
    const auto cells = cells_of(part);
    const auto columns = std::max<std::size_t>(1, cells.size());
    auto table = text(
        "<<table border=\"0\" cellborder=\"1\" bgcolor=\"black\" cellpadding=\"10\">"
        "<tr><td colspan=\"",
        columns, "\" bgcolor=\"black\"><font point-size=\"16\" color=\"white\"><b>",
        options_.show_layer_names ? part.name() : part.class_name(), "</b>",
        options_.show_layer_names ? text(" (", part.class_name(), ")") : "", "</font></td></tr>");
    const auto activation = options_.show_layer_activations && part.layer.defined()
                                ? activation_of(part.layer)
                                : std::string();
    if (!activation.empty())
      append(table, text("<tr><td bgcolor=\"white\" colspan=\"", columns,
                         "\"><font point-size=\"14\">Activation: <b>", activation,
                         "</b></font></td></tr>"));
    std::string row;
    for (const auto& each : cells) row += each;
    if (!row.empty()) append(table, text("<tr>", row, "</tr>"));
    return text(id_of(key(part)), " [label=", table,
                "</table>>, fontname=Helvetica, border=0, margin=0];\n");
  }

  std::vector<std::string> cells_of(const Part& part) const {
    std::vector<std::string> cells;
    const auto calls = calls_.of(part);
    const auto* call = calls.size() == 1 ? calls[0].get() : nullptr;
    if (options_.show_shapes) {
      std::vector<Spec> inputs;
      if (call)
        for (const auto& input : PartCalls::symbolic_inputs(*call)) inputs.push_back(input.spec());
      if (part.class_name() != "InputLayer")
        cells.push_back(
            cell("white", text("Input shape: <b>", call ? text_of_shapes(inputs) : "?", "</b>")));
      cells.push_back(cell(
          "white", text("Output shape: <b>", call ? text_of_shapes(call->specs) : "?", "</b>")));
    }
    if (options_.show_dtype)
      cells.push_back(cell(
          "white", text("Output dtype: <b>", call ? call->specs[0].dtype.name() : "?", "</b>")));
    if (options_.show_trainable && part.layer.defined() && !part.layer.variables().empty())
      cells.push_back(part.layer.trainable() ? cell("forestgreen", "<b>Trainable</b>")
                                             : cell("firebrick", "<b>Non-trainable</b>"));
    return cells;
  }

  std::string arrows_to(const Part& part) {
    std::string out;
    for (const auto& node : calls_.of(part)) {
      if (!calls_.holds(*node)) continue;
      for (const auto& input : PartCalls::symbolic_inputs(*node))
        out += arrow(id_of(graph::call_at(*input.node()).called()), id_of(key(part)));
    }
    return out;
  }

  /// A line from one box to another, drawn once.
  std::string arrow(const std::string& from, const std::string& to) {
    const auto line = text(from, " -> ", to, " [penwidth=2];\n");
    return drawn_.insert(line).second ? line : "";
  }

  Model model_;
  ModelToDotOptions options_;
  PartCalls calls_;
  std::map<const void*, std::size_t> ids_;
  std::set<std::string> drawn_;
};

}  // namespace

std::string model_to_dot(const Model& model, ModelToDotOptions options) {
  if (options.expand_nested)
    fail(
        "utils.model_to_dot: expand_nested must be false: a model in a model is one box; received "
        "expand_nested=true");
  if (!model.built())
    fail("utils.model_to_dot: the model must be built; call it or give it an Input");
  return Graph(model, options).draw();
}

void plot_model(const Model& model, const std::string& to_file, PlotModelOptions options) {
  if (!to_file.ends_with(".dot"))
    fail(
        "utils.plot_model: to_file must end in .dot, of which Graphviz makes pictures (dot -Tpng "
        "-O model.dot); received to_file=",
        keras::quoted(to_file));
  const auto dot = model_to_dot(model, {.show_shapes = options.show_shapes,
                                        .show_dtype = options.show_dtype,
                                        .show_layer_names = options.show_layer_names,
                                        .rankdir = options.rankdir,
                                        .expand_nested = options.expand_nested,
                                        .dpi = options.dpi,
                                        .show_layer_activations = options.show_layer_activations,
                                        .show_trainable = options.show_trainable,
                                        .splines = options.splines});
  io::write_atomically(to_file, io::bytes_of(dot));
}

}  // namespace keras::utils
