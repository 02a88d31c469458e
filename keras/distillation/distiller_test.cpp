// Expected numbers are those of keras.distillation in Keras 3.15.1 on JAX.
#include "keras/distillation/distiller.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/layers/core/dense.hpp"
#include "keras/losses/crossentropy.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/optimizers/sgd.hpp"

using namespace keras;

namespace {

/// Two dense layers whose weights are sin(step * i).
Model network(double step, const std::string& name) {
  const Sequential model(
      {Input({2}), layers::Dense(3, {.activation = "relu", .name = name + "_hidden"}),
       layers::Dense(3, {.name = name + "_logits"})},
      {.name = name});
  std::vector<Tensor> weights;
  int at = 0;
  for (const auto& weight : model.get_weights()) {
    std::vector<float> values(static_cast<std::size_t>(weight.size()));
    for (auto& value : values) value = static_cast<float>(std::sin(at++ * step));
    weights.push_back(Tensor(values, weight.shape()));
  }
  model.set_weights(weights);
  return model;
}

const Tensor x = ops::array({{1.0, 2.0}, {-1.0, 0.5}, {0.3, -2.0}, {2.0, 2.0}});
const Tensor y = ops::array({0, 1, 2, 1});

History fitted(const distillation::Distiller& distiller) {
  distiller.compile({.optimizer = optimizers::SGD(0.1),
                     .loss = losses::SparseCategoricalCrossentropy({.from_logits = true}),
                     .metrics = {"sparse_categorical_accuracy"}});
  return distiller.fit(x, y, {.batch_size = 4, .epochs = 2, .verbose = 0, .shuffle = false});
}

void check(const std::vector<double>& found, const std::vector<double>& wanted) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    CHECK(found[i] == doctest::Approx(wanted[i]).epsilon(1e-5));
}

}  // namespace

TEST_CASE("a distiller of logits trains as in Keras") {
  const auto student = network(0.7, "student");
  const distillation::Distiller distiller(
      network(1.0, "teacher"), student,
      {.distillation_losses = {distillation::LogitsDistillation({.temperature = 2.0})},
       .student_loss_weight = 0.3});
  const auto history = fitted(distiller);
  check(history["loss"], {0.19786006212234497, 0.17888589203357697});
  check(history["student_loss"], {1.2001900672912598, 1.2029802799224854});
  check(history["distillation_loss"], {-0.23170994222164154, -0.2600117027759552});
  check(history["total_loss"], {0.19786006212234497, 0.17888589203357697});
  check(history["sparse_categorical_accuracy"], {0.25, 0.25});
  check(student.get_weights()[0].to_vector<double>(),
        {0.03096294, 0.6525332, 0.9511337, 0.89349824, 0.35289264, -0.3524179});
  CHECK_FALSE(distiller.teacher().trainable());
}

TEST_CASE("a distiller compares layers as in Keras") {
  const auto student = network(0.7, "student");
  const distillation::Distiller distiller(
      network(1.0, "teacher"), student,
      {.distillation_losses = {distillation::FeatureDistillation(
                                   {.teacher_layer_name = "teacher_hidden",
                                    .student_layer_name = "student_hidden"}),
                               distillation::LogitsDistillation({.loss = "mse"})},
       .distillation_loss_weights = {1.0, 0.5},
       .student_loss_weight = 0.3});
  const auto history = fitted(distiller);
  check(history["loss"], {1.2795705795288086, 1.1793948411941528});
  check(history["distillation_loss"], {1.3135907649993896, 1.190017819404602});
  check(student.get_weights()[0].to_vector<double>(),
        {-0.0666993, 0.64264756, 1.0172846, 0.766011, 0.3364039, -0.47076175});
}

TEST_CASE("a distiller refuses what cannot be") {
  const auto teacher = network(1.0, "teacher"), student = network(0.7, "student");
  const auto make = [&](distillation::DistillerOptions options) {
    distillation::Distiller(teacher, student, std::move(options));
  };
  CHECK_THROWS_WITH_AS(make({}),
                       "distillation.Distiller: distillation_losses must be given; received none",
                       ValueError);
  const distillation::LogitsDistillation logits;
  CHECK_THROWS_WITH_AS(make({.distillation_losses = {logits}, .student_loss_weight = 2}),
                       "distillation.Distiller: student_loss_weight must be between 0 and 1; "
                       "received 2.0",
                       ValueError);
  CHECK_THROWS_WITH_AS(
      make({.distillation_losses = {logits}, .distillation_loss_weights = {1, 2}}),
      "distillation.Distiller: there must be one of distillation_loss_weights for each of 1 "
      "losses; received 2",
      ValueError);
  CHECK_THROWS_WITH_AS(
      distillation::LogitsDistillation({.temperature = 0}),
      "distillation.LogitsDistillation: temperature must be positive; received temperature=0.0",
      ValueError);
}
