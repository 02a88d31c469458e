#include "keras/layers/definition.hpp"

#include <doctest/doctest.h>

#include "keras/layers.hpp"
#include "keras/models/model.hpp"
#include "keras/ops.hpp"
#include "keras/saving/saving.hpp"

namespace keras {
namespace {

using layers::Dense;

struct Scaled {
  int units = 1;
  double offset = 0.5;
  Dense hidden{units, {.kernel_initializer = "ones"}};
  Variable gain = {};

  void build(const Shape& input) { gain = Variable({.shape = {input[-1]}, .initializer = "ones"}); }
  Tensor call(const Tensor& x) const { return hidden(x * gain) + offset; }
};

struct Difference {
  static constexpr auto package = "programs";
  Tensor call(const Tensor& a, const Tensor& b) const { return a - b; }
};

struct Louder {
  double by = 10;
  Tensor call(const Tensor& x, CallContext& context) const { return context.training ? x * by : x; }
};

struct Halves {
  std::array<Tensor, 2> call(const Tensor& x) const {
    const auto halves = ops::split(x, 2, {.axis = -1});
    return {halves[0], halves[1]};
  }
};

const Tensor rows(std::vector<float>{1, 2, 3, 4}, {2, 2});

TEST_CASE("an own layer is a plain struct") {
  const Layer layer = Scaled{.units = 3};
  CHECK(layer(rows).to_vector<float>() == std::vector<float>{3.5, 3.5, 3.5, 7.5, 7.5, 7.5});
  CHECK(layer.class_name() == "Scaled");
  CHECK(layer.count_params() == 2 + 2 * 3 + 3);
  CHECK(layer.as<Scaled>().hidden.class_name() == "Dense");
  CHECK(layer.variables()[0].path() == layer.name() + "/gain");
}

TEST_CASE("copies of an own layer share its weights") {
  const Layer layer = Scaled{.units = 1};
  const auto copy = layer;
  const auto before = float(layer(rows[0].reshape({1, 2})));
  copy.as<Scaled>().gain.assign(ops::array({2, 2}));
  CHECK(float(layer(rows[0].reshape({1, 2}))) == before * 2 - 0.5f);
}

TEST_CASE("the config of an own layer holds its arguments") {
  const auto config = Layer(Scaled{.units = 3}).get_config();
  CHECK(config.at("units") == Value(3));
  CHECK(config.at("offset") == Value(0.5));
  CHECK(config.find("hidden") == nullptr);
}

TEST_CASE("training reaches an own layer") {
  const Layer layer = Louder{.by = 3};
  CHECK(layer(rows).to_vector<float>() == std::vector<float>{1, 2, 3, 4});
  CHECK(layer(rows, {.training = true}).to_vector<float>() == std::vector<float>{3, 6, 9, 12});
}

TEST_CASE("an own layer may have several inputs or outputs") {
  const Layer minus = Difference{};
  CHECK(minus(rows, rows).to_vector<float>() == std::vector<float>(4, 0));
  CHECK_THROWS_WITH_AS(minus(rows), doctest::Contains("takes another number of inputs"),
                       ValueError);
  const auto [left, right] = Layer(Halves{}).call<2>(rows);
  CHECK(left.to_vector<float>() == std::vector<float>{1, 3});
  CHECK(right.to_vector<float>() == std::vector<float>{2, 4});
}

TEST_CASE("a model with own layers comes back from its file") {
  const auto x = Input({2});
  const auto h = Layer(Scaled{.units = 2, .offset = 0.25})(x);
  const Model model(x, Layer(Difference{})(h, x));
  CHECK(model.to_json().find(R"("registered_name": "programs>Difference")") != std::string::npos);
  const auto again = models::model_from_json(model.to_json());
  again.set_weights(model.get_weights());
  CHECK(again.predict(rows, {.verbose = 0}).to_vector<float>() ==
        model.predict(rows, {.verbose = 0}).to_vector<float>());
}

TEST_CASE("the weights of an own layer are trained") {
  Sequential model({Input({2}), Scaled{.units = 1}});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const auto before = model.get_weights();
  model.fit(rows, Tensor(std::vector<float>{0, 1}, {2, 1}), {.verbose = 0});
  const auto after = model.get_weights();
  for (std::size_t i = 0; i < before.size(); ++i)
    CHECK(before[i].to_vector<float>() != after[i].to_vector<float>());
}

}  // namespace
}  // namespace keras
