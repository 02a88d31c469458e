#include "keras/models/model_to_dot.hpp"

#include <doctest/doctest.h>

#include "keras/layers.hpp"
#include "keras/models/clear_session.hpp"
#include "keras/ops/operators.hpp"

namespace keras::utils {
namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

Model two_ways() {
  const auto x = Input({4}, {.name = "x"});
  const auto a = layers::Dense(3, {.activation = "relu", .name = "a"})(x);
  return Model(x, layers::Dense(2, {.name = "b"})(a + layers::Dense(3, {.name = "c"})(x)));
}

}  // namespace

TEST_CASE("model_to_dot draws layers, operations and what lies between them") {
  const auto dot = model_to_dot(two_ways());
  CHECK(
      dot.starts_with("digraph G {\nrankdir=TB;\nconcentrate=true;\ndpi=200;\nsplines=ortho;\n"
                      "node [shape=record];\nn0 [label=<<table"));
  CHECK(has(dot, "<b>x</b> (InputLayer)"));
  CHECK(has(dot, "<b>a</b> (Dense)"));
  CHECK(has(dot, "(Add)"));
  int arrows = 0;
  for (auto at = dot.find(" -> "); at != dot.npos; at = dot.find(" -> ", at + 1)) ++arrows;
  CHECK(arrows == 5);  // x to a and c, both to the sum, that to b
  CHECK(has(dot, "n0 -> n1 [penwidth=2];\n"));
  CHECK(dot.ends_with("}\n"));
}

TEST_CASE("model_to_dot shows shapes, dtypes, activations and what is trained") {
  const auto model = two_ways();
  model.get_layer("c").trainable(false);
  const auto dot = model_to_dot(model, {.show_shapes = true,
                                        .show_dtype = true,
                                        .show_layer_names = false,
                                        .rankdir = "LR",
                                        .show_layer_activations = true,
                                        .show_trainable = true});
  CHECK(has(dot, "rankdir=LR"));
  CHECK(has(dot, "Input shape: <b>(None, 4)</b>"));
  CHECK(has(dot, "Input shape: <b>[(None, 3), (None, 3)]</b>"));
  CHECK(has(dot, "Output shape: <b>(None, 2)</b>"));
  CHECK(has(dot, "Output dtype: <b>float32</b>"));
  CHECK(has(dot, "Activation: <b>relu</b>"));
  CHECK(has(dot, "forestgreen"));
  CHECK(has(dot, "<b>Non-trainable</b>"));
  CHECK_FALSE(has(dot, "<b>a</b>"));
}

TEST_CASE("model_to_dot draws a Sequential model as a chain, also as a cluster") {
  const Sequential model({Input({4}), layers::Dense(3), layers::Dense(2)}, {.name = "chain"});
  const auto dot = model_to_dot(model, {.subgraph = true});
  CHECK(dot.starts_with("subgraph \"cluster_chain\" {\nstyle=dashed;\nlabel=\"chain\";\n"));
  CHECK(has(dot, "n0 -> n1 [penwidth=2];\n}"));
}

TEST_CASE("model_to_dot and plot_model refuse what they cannot draw") {
  CHECK_THROWS_WITH_AS(model_to_dot(two_ways(), {.expand_nested = true}),
                       "utils.model_to_dot: expand_nested must be false: a model in a model is one "
                       "box; received expand_nested=true",
                       ValueError);
  CHECK_THROWS_WITH_AS(model_to_dot(Sequential()),
                       "utils.model_to_dot: the model must be built; call it or give it an Input",
                       ValueError);
  CHECK_THROWS_WITH_AS(plot_model(two_ways(), "model.png"),
                       "utils.plot_model: to_file must end in .dot, of which Graphviz makes "
                       "pictures (dot -Tpng -O model.dot); received to_file='model.png'",
                       ValueError);
}

TEST_CASE("clear_session counts names from the beginning") {
  clear_session();
  CHECK(layers::Dense(1).name() == "dense");
  CHECK(layers::Dense(1).name() == "dense_1");
  clear_session();
  CHECK(layers::Dense(1).name() == "dense");
}

}  // namespace keras::utils
