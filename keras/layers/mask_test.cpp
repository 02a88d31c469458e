// Masks: where they come from, how they travel, and what they do to losses and metrics. Expected
// values are those of Keras 3.15.1.
#include <doctest/doctest.h>

#include "keras/graph/mask.hpp"
#include "keras/layers.hpp"
#include "keras/models/model.hpp"
#include "keras/ops.hpp"

namespace keras {
namespace {

using namespace keras::layers;

const Tensor tokens(std::vector<int>{1, 2, 0, 3, 0, 0}, {2, 3});
const Tensor steps(std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0}, {2, 3, 2});

/// Token i becomes (2i - 1, 2i).
Embedding embedding() {
  Embedding layer(4, 2, {.mask_zero = true});
  layer.build({{None, 3}});
  layer.embeddings().assign(Tensor(std::vector<float>{0, 0, 1, 2, 3, 4, 5, 6}, {4, 2}));
  return layer;
}

std::vector<float> merged(const Layer& merge) {
  return merge({embedding()(tokens), Masking()(steps)}).to_vector<float>();
}

TEST_CASE("Embedding and Masking make masks") {
  CHECK(graph::mask_of(embedding()(tokens)).to_vector<int>() == std::vector<int>{1, 1, 0, 1, 0, 0});
  CHECK(graph::mask_of(Masking()(steps)).to_vector<int>() == std::vector<int>{1, 1, 1, 1, 1, 0});
}

TEST_CASE("masks go through the layers that support them") {
  const auto h = embedding()(tokens);
  CHECK(graph::mask_of(Dense(3)(h)).defined());
  CHECK(graph::mask_of(Dropout(0.5)(h, {.training = true})).defined());
  CHECK_FALSE(graph::mask_of(Flatten()(h)).defined());
  CHECK_FALSE(graph::mask_of(Cropping1D({.cropping = {1, 0}})(h)).defined());
  CHECK(graph::mask_of(Cropping1D({.cropping = {0, 0}})(h)).defined());
  CHECK(graph::mask_of(Add()({h, Masking()(steps)})).to_vector<int>() ==
        std::vector<int>{1, 1, 1, 1, 1, 0});
  CHECK_FALSE(graph::mask_of(Add()({h, steps})).defined());
}

TEST_CASE("merging layers leave out what does not count") {
  using Values = std::vector<float>;
  CHECK(merged(Add()) == Values{1, 3, 5, 7, 4, 5, 11, 13, 8, 9, 0, 0});
  CHECK(merged(Multiply()) == Values{0, 2, 6, 12, 4, 5, 30, 42, 8, 9, 0, 0});
  CHECK(merged(Maximum()) == Values{1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 0, 0});
}

TEST_CASE("GlobalAveragePooling1D averages over the steps that count") {
  CHECK(GlobalAveragePooling1D()(embedding()(tokens)).to_vector<float>() ==
        std::vector<float>{2, 3, 5, 6});
}

TEST_CASE("losses and weighted metrics count the steps of the mask") {
  const auto x = Input({3});
  const auto y = Dense(1, {.kernel_initializer = "ones"})(embedding()(x));
  const Model model(x, y);
  model.compile(
      {.optimizer = "sgd", .loss = "mse", .metrics = {"mae"}, .weighted_metrics = {"mse"}});
  const auto logs = model.evaluate(tokens, ops::ones({2, 3, 1}), {.verbose = 0});
  CHECK(logs["loss"] == doctest::Approx(46.6666679));
  CHECK(logs["mae"] == doctest::Approx(6));
  CHECK(logs["mse"] == doctest::Approx(46.6666679));
  const auto trained = model.train_on_batch(tokens, ops::ones({2, 3, 1}));
  CHECK(trained["loss"] == doctest::Approx(46.6666679));
  CHECK(trained["mae"] == doctest::Approx(3.5));
  CHECK(trained["mse"] == doctest::Approx(23.8333340));
}

}  // namespace
}  // namespace keras
