#include "keras/saving/clone.hpp"

#include <doctest/doctest.h>

#include "keras/layers.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

using namespace keras;

namespace {

Model two_towers() {
  const auto x = Input({3});
  const layers::Dense shared(3, {.kernel_initializer = "ones", .name = "shared"});
  const auto y = shared(shared(x) + 1.0);
  return Model(x, layers::Dense(2, {.kernel_initializer = "ones", .name = "last"})(y));
}

Layer narrower(const Layer& layer) {
  auto config = layer.get_config();
  if (layer.class_name() != "Dense") return layer;
  config["use_bias"] = false;
  return deserialize<Layer>(serialized("keras.layers", "Dense", config));
}

}  // namespace

TEST_CASE("a clone has fresh weights and the same layers") {
  const auto model = two_towers();
  const auto clone = models::clone_model(model);
  CHECK(clone.count_params() == model.count_params());
  clone.set_weights(model.get_weights());
  const auto x = ops::ones({2, 3});
  CHECK(clone.predict(x, {.verbose = 0}).to_vector<float>() ==
        model.predict(x, {.verbose = 0}).to_vector<float>());
}

TEST_CASE("a clone function replaces layers, each once") {
  const auto model = two_towers();
  const auto clone = models::clone_model(model, {.clone_function = narrower});
  CHECK(model.count_params() == 20);
  CHECK(clone.count_params() == 15);
  CHECK(clone.get_layer("shared").count_params() == 9);
}

TEST_CASE("a call function changes how layers are called") {
  const auto doubled = [](const Layer& layer, const Tensors& inputs, const CallOptions& options) {
    return Tensors(layer.call_all(inputs, options)[0] * 2);
  };
  const auto model = two_towers();
  const auto clone = models::clone_model(
      model,
      {.clone_function = [](const Layer& layer) { return layer; }, .call_function = doubled});
  const auto shared = model.get_layer("shared"), last = model.get_layer("last");
  const auto x = ops::ones({1, 3});
  const auto wanted = last(shared(shared(x) * 2 + 1.0) * 2) * 2;
  CHECK(clone.predict(x, {.verbose = 0}).to_vector<float>() == wanted.to_vector<float>());
}

TEST_CASE("a clone starts from given tensors") {
  const Sequential model({Input({3}), layers::Dense(2)});
  const auto x = Input({3}, {.name = "given"});
  CHECK(models::clone_model(model, {.input_tensors = x}).inputs()[0].shape() == Shape{None, 3});
  CHECK_THROWS_WITH_AS(
      models::clone_model(two_towers(), {.input_tensors = std::vector<Tensor>{x, x}}),
      "models.clone_model: there must be 1 input_tensors; received 2", ValueError);
}

TEST_CASE("models inside of a model are cloned in the same way") {
  const Sequential inner({Input({3}), layers::Dense(3)}, {.name = "inner"});
  const auto x = Input({3});
  const Model model(x, inner(x));
  CHECK(
      models::clone_model(model, {.clone_function = narrower, .recursive = true}).count_params() ==
      9);
  CHECK_THROWS_WITH_AS(
      models::clone_model(
          inner, {.call_function =
                      [](const Layer& layer, const Tensors& inputs, const CallOptions& options) {
                        return layer.call_all(inputs, options);
                      }}),
      "models.clone_model: call_function must not be given for a Sequential, which calls its "
      "layers itself; received one for 'inner'",
      ValueError);
}
