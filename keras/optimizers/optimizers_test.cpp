#include "keras/optimizers.hpp"

#include <doctest/doctest.h>

#include "keras/graph/golden_objects_test.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

std::vector<Tensor> tensors(const Value& list) {
  std::vector<Tensor> result;
  for (const auto& array : list.as_list()) result.push_back(golden::tensor(array));
  return result;
}

Variables variables_of(const Value& list) {
  Variables result;
  for (const auto& item : list.as_list()) {
    const std::string path(item.string_at("path"));
    result.emplace_back(golden::tensor(*item.find("value")), path.substr(path.rfind('/') + 1));
    result.back().slot()->path = path;
  }
  return result;
}

}  // namespace

TEST_CASE("optimizers step as Keras's do") {
  for (const auto& item : golden::cases("optimizers_objects")) {
    CAPTURE(to_json(*item.find("config")));
    CAPTURE(item.string_at("class_name"));
    const auto optimizer = deserialize<Optimizer>(
        Object{{"class_name", *item.find("class_name")}, {"config", *item.find("config")}});
    const auto variables = variables_of(*item.find("variables"));
    for (const auto& gradients : item.find("gradients")->as_list())
      optimizer.apply(tensors(gradients), variables);
    const auto expected = item.find("expected")->as_list();
    for (std::size_t i = 0; i < variables.size(); ++i)
      golden::check_values(variables[i].value(), expected[i]);
    const auto state = optimizer.variables();
    const auto& wanted = item.find("state")->as_list();
    REQUIRE(state.size() == wanted.size());
    for (std::size_t i = 0; i < state.size(); ++i) {
      CHECK(state[i].name() == wanted[i].string_at("name"));
      golden::check_values(state[i].value(), *wanted[i].find("value"));
    }
    auto config = *to_value(optimizer).find("config");
    auto wanted_config = *item.find("expected_config");
    golden::check_config(*config.find("learning_rate"), *wanted_config.find("learning_rate"));
    for (const auto& [key, value] : wanted_config.as_object())
      if (key != "name") golden::check_config(*config.find(key), value);
  }
}

TEST_CASE("what is excluded keeps its weights from decaying") {
  const Variable kernel(Tensor(std::vector<float>{1, 2}), "kernel"),
      bias(Tensor(std::vector<float>{1, 2}), "bias");
  const auto optimizer = optimizers::Lion({.learning_rate = 0.5, .weight_decay = 0.1});
  optimizer.exclude_from_weight_decay({}, {"^bi"});
  const auto zeros = Tensor(std::vector<float>{0, 0});
  optimizer.apply({zeros, zeros}, {kernel, bias});
  CHECK(kernel.value().to_vector<float>()[1] == doctest::Approx(1.9));
  CHECK(bias.value().to_vector<float>()[1] == 2);
}

TEST_CASE("arguments of optimizers are checked at the door") {
  CHECK_THROWS_WITH_AS(optimizers::Lion({.beta_1 = 0}),
                       "optimizers.Lion: beta_1 must be in (0, 1]; received beta_1=0.0",
                       ValueError);
  CHECK_THROWS_WITH_AS(optimizers::Adafactor({.clip_threshold = 0}),
                       "optimizers.Adafactor: clip_threshold must be greater than 0; received "
                       "clip_threshold=0.0",
                       ValueError);
  CHECK_THROWS_WITH_AS(
      optimizers::Ftrl({.learning_rate_power = 1}),
      "optimizers.Ftrl: learning_rate_power must be a finite number of at most 0; received "
      "learning_rate_power=1.0",
      ValueError);
  const std::vector<std::string> broken = {"("};
  CHECK_THROWS_WITH_AS(optimizers::Muon({.exclude_layers = broken}),
                       "optimizers.Muon: exclude_layers must be regular expressions; received "
                       "exclude_layers='('",
                       ValueError);
}

// Expected values are those of Keras 3.15.1.
TEST_CASE("schedules take computed numbers of steps, whole or not") {
  using namespace optimizers::schedules;
  const int steps = 40;
  const CosineDecay cosine(
      0.0, {.decay_steps = steps, .warmup_target = 3e-3, .warmup_steps = steps / 4});
  CHECK(float(cosine(5)) == doctest::Approx(0.0015));
  CHECK(float(cosine(30)) == doctest::Approx(0.0015));
  const auto config = *to_value(cosine).find("config");
  CHECK(to_json(*config.find("decay_steps")) == "40");
  CHECK(to_json(*config.find("warmup_steps")) == "10");
  const PiecewiseConstantDecay piecewise({steps / 4, steps / 2}, {1.0, 0.5, 0.1});
  CHECK(float(piecewise(11)) == 0.5F);
  CHECK(to_json(*to_value(piecewise).find("config")->find("boundaries")) == "[10, 20]");
  const ExponentialDecay exponential(0.1, 2.5, 0.5);
  CHECK(float(exponential(5)) == doctest::Approx(0.025));
  CHECK(to_json(*to_value(exponential).find("config")->find("decay_steps")) == "2.5");
}

TEST_CASE("gradients take the place of variables that they overwrite") {
  for (const auto steps : {std::optional<int>(), std::optional<int>(2)}) {
    const Variable kernel(Tensor(1.0), "kernel"), scale(Tensor(4.0), "scale");
    scale.slot()->overwrite_with_gradient = true;
    const auto optimizer = optimizers::Adam(
        {.learning_rate = 0.5, .use_ema = true, .gradient_accumulation_steps = steps});
    optimizer.apply({Tensor(1.0), Tensor(3.0)}, {kernel, scale});
    CHECK(float(scale.value()) == (steps ? 4 : 3));
    optimizer.apply({Tensor(1.0), Tensor(2.0)}, {kernel, scale});
    CHECK(float(scale.value()) == (steps ? 3 : 2));  // the largest of both, or the last
    // The iteration, the rate, an average, two accumulators, and Adam's momentum and velocity.
    CHECK(optimizer.variables().size() == (steps ? 7u : 5u));
  }
}

// Expected values are those of Keras 3.15.1, whose build tracks no variable there by itself.
TEST_CASE("optimizers that scale the loss keep only the slots of what they wrap") {
  const auto stepped = [](const Optimizer& inner) {
    const Variable kernel(ops::array({{1.0, 2.0}, {3.0, 4.0}}), "kernel"),
        bias(ops::array({1.0, -1.0}), "bias");
    const optimizers::LossScaleOptimizer optimizer(inner, {.initial_scale = 4});
    for (int i = 1; i <= 3; ++i)
      optimizer.apply({ops::array({{4.0, 8.0}, {-4.0, 2.0}}) * i, ops::array({4.0, -2.0}) / i},
                      {kernel, bias});
    CHECK(optimizer.variables().size() == 10);
    return std::pair(kernel.value().to_vector<float>()[0], bias.value().to_vector<float>()[0]);
  };
  const auto nadam = stepped(optimizers::Nadam(0.1));
  CHECK(nadam.first == doctest::Approx(0.598086357));
  CHECK(nadam.second == doctest::Approx(0.752658069));
  const auto adafactor = stepped(optimizers::Adafactor(0.1));
  CHECK(adafactor.first == doctest::Approx(0.390983313));
  CHECK(adafactor.second == doctest::Approx(0.794855237));
}

}  // namespace keras
