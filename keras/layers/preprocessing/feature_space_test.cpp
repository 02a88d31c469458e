#include "keras/layers/preprocessing/feature_space.hpp"

#include <doctest/doctest.h>

#include "keras/core/refusal_test.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/layers/preprocessing/hashed_crossing.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::utils {
namespace {

using Floats = std::vector<float>;

const Dict table = {{"size", ops::array({1.0, 3.0})},
                    {"animal", ops::array({"cat", "dog"})},
                    {"age", ops::array({5.0, 25.0})}};

}  // namespace

TEST_CASE("columns are joined by sorted name, then crosses") {
  const FeatureSpace space(
      {.features = {{"size", "float_normalized"},
                    {"animal", FeatureSpace::string_categorical({.num_oov_indices = 0})},
                    {"age", FeatureSpace::float_discretized(2, {.bin_boundaries = {10.0}})}},
       .crosses = {FeatureSpace::cross({"animal", "age"}, 3)}});
  space.adapt(Dataset(table).batch(1));
  const auto y = space(table);
  CHECK(y.shape() == Shape{2, 2 + 2 + 1 + 3});
  // Equally frequent strings have falling order: "dog" is 0, "cat" is 1.
  CHECK(y(all, range(0, 5)).to_vector<float>() == Floats{1, 0, 0, 1, -1, 0, 1, 1, 0, 1});
  const auto bins = layers::HashedCrossing(
      3, {.output_mode = "one_hot"})({ops::array({{1}, {0}}), ops::array({{0}, {1}})});
  CHECK(y(all, range(5, None)).to_vector<float>() == bins.to_vector<float>());

  const Model model(space.get_inputs(), space.get_encoded_features());
  CHECK(model.predict(table).to_vector<float>() == y.to_vector<float>());
  CHECK(space({{"size", 2.0}, {"animal", ops::array({"dog"})}, {"age", 9.0}}).shape() ==
        Shape{1, 8});
}

TEST_CASE("a model may begin with what comes of the columns") {
  const FeatureSpace space({.features = {{"size", "float_normalized"}, {"age", "float"}}});
  space.adapt(table);
  const auto encoded = space.get_encoded_features();
  const auto score = layers::Dense(1, {.kernel_initializer = "ones"})(encoded);
  const Model training(encoded, score), inference(space.get_inputs(), score);
  CHECK(training.predict(space(table)).to_vector<float>() == Floats{4, 26});
  CHECK(inference.predict(table).to_vector<float>() == Floats{4, 26});
}

TEST_CASE("columns may be given by name") {
  const FeatureSpace space(
      {.features = {{"animal", FeatureSpace::string_categorical({.output_mode = "int"})},
                    {"size", FeatureSpace::float_rescaled({.scale = 2, .offset = 1})}},
       .output_mode = "dict"});
  space.adapt(table);
  const auto columns = space.call<Dict>(table);
  CHECK(columns["animal"].to_vector<int>() == std::vector<int>{2, 1});
  CHECK(columns["size"].to_vector<float>() == Floats{3, 7});
  CHECK(space.get_encoded_features<Dict>().size() == 2);
  CHECK(refusal([&] {
          space(table);
        }).starts_with("utils.FeatureSpace: with output_mode='dict' there are several results"));
}

TEST_CASE("feature spaces that cannot be") {
  CHECK(refusal([] { FeatureSpace({}); }) ==
        "utils.FeatureSpace: features must name at least one column; received none");
  CHECK(refusal([] { FeatureSpace({.features = {{"a", "floaty"}}}); }).ends_with("'floaty'"));
  CHECK(refusal([] {
          FeatureSpace({.features = {{"a", "float"}}, .output_mode = "list"});
        }).ends_with("received output_mode='list'"));
  CHECK(refusal([] {
          FeatureSpace({.features = {{"a", "float"}}, .crosses = {{"a", "b"}}});
        }) == "utils.FeatureSpace: a cross must be of columns in features; received 'b'");
  CHECK(refusal([] {
          FeatureSpace({.features = {{"a", "float_normalized"}}}).get_encoded_features();
        }) == "utils.FeatureSpace: adapt must be called first");
  CHECK(refusal([] {
          FeatureSpace::cross({"a", "b"}, 3, "multi_hot");
        }).ends_with("received output_mode='multi_hot'"));
}

}  // namespace keras::utils
