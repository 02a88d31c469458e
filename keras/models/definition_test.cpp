#include "keras/models/definition.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "keras/layers.hpp"
#include "keras/metrics.hpp"
#include "keras/ops.hpp"
#include "keras/optimizers.hpp"
#include "keras/random.hpp"
#include "keras/saving/saving.hpp"

namespace keras {
namespace {

using namespace keras::layers;

struct Classifier {
  int units = 0;
  Dense hidden{units, {.activation = "relu"}};
  Dense logits{2};

  Tensor call(const Tensor& x) const { return logits(hidden(x)); }
};

struct Autoencoder {
  Model encoder = {}, decoder = {};
  metrics::Mean loss{}, penalty{};

  Tensor call(const Tensor& x) const { return decoder(encoder(x)); }
  Tensor error_of(const Tensor& x) {
    const auto error = ops::mean(ops::square(x - call(x)));
    loss.update_state(error);
    penalty.update_state(2.0);
    return error;
  }
  void train_step(Model& self, const Batch& batch) {
    self.optimizer().minimize(error_of(batch.x), self.trainable_variables());
  }
  void test_step(Model&, const Batch& batch) { error_of(batch.x); }
};

Model autoencoder() {
  return Autoencoder{.encoder = Sequential({Input({4}), Dense(2)}),
                     .decoder = Sequential({Input({2}), Dense(4)})};
}

const Tensor rows(std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}, {2, 4});

TEST_CASE("an own model is a plain struct") {
  const Model model = Classifier{.units = 3};
  CHECK(model(rows).shape() == Shape({2, 2}));
  CHECK(model.layers().size() == 2);
  CHECK(model.count_params() == 4 * 3 + 3 + 3 * 2 + 2);
  CHECK(model.as<Classifier>().units == 3);
  CHECK_THROWS_WITH_AS(model.as<Autoencoder>(), "Layer.as: the layer is no struct of this type",
                       ValueError);
}

TEST_CASE("an own model trains with the usual step") {
  utils::set_random_seed(1);
  Model model = Classifier{.units = 3};
  model.compile({.optimizer = "sgd", .loss = "mse", .metrics = {"mae"}});
  const auto history = model.fit(rows, ops::zeros({2, 2}), {.epochs = 3, .verbose = 0});
  CHECK(history["loss"].back() < history["loss"].front());
  CHECK(history["mae"].size() == 3);
}

TEST_CASE("an own step is what fit and evaluate run") {
  utils::set_random_seed(1);
  auto model = autoencoder();
  model.compile({.optimizer = optimizers::Adam(0.05)});
  const auto history = model.fit(rows, None, {.epochs = 20, .verbose = 0});
  CHECK(history["loss"].back() < 0.5 * history["loss"].front());
  CHECK(history["penalty"].back() == 2.0);
  const auto logs = model.evaluate(rows, None, {.verbose = 0});
  const auto difference = rows - model.predict(rows, {.verbose = 0});
  CHECK(logs["loss"] == doctest::Approx(double(ops::mean(ops::square(difference)))));
}

TEST_CASE("an own model comes back from its file") {
  Model model = Classifier{.units = 3};
  model.compile({.optimizer = "sgd", .loss = "mse"});
  model.fit(rows, ops::zeros({2, 2}), {.verbose = 0});
  const auto path = (std::filesystem::temp_directory_path() /
                     ("own_model_" + std::to_string(getpid()) + ".keras"))
                        .string();
  model.save(path);
  const auto again = models::load_model(path, {.custom_objects = types<Classifier>});
  CHECK(again.as<Classifier>().units == 3);
  CHECK(again.predict(rows, {.verbose = 0}).to_vector<float>() ==
        model.predict(rows, {.verbose = 0}).to_vector<float>());
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace keras
