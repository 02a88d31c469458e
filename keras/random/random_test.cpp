#include "keras/random/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "keras/compiler/step_by_step_test.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::random {
namespace {

constexpr std::int64_t many = 200000;
// Six standard deviations of the mean of `many` numbers of unit deviation.
const double mean_error = 6 / std::sqrt(double(many));

double mean_of(const Tensor& x) { return double(ops::mean(ops::cast(x, "float64"))); }
double variance_of(const Tensor& x) { return double(ops::var(ops::cast(x, "float64"))); }

}  // namespace

TEST_CASE("one seed gives one draw, another seed another") {
  const auto a = uniform({1000}, {.seed = 7}), b = uniform({1000}, {.seed = 7}),
             c = uniform({1000}, {.seed = 8});
  CHECK(same_bits(a, b));
  CHECK_FALSE(same_bits(a, c));
}

TEST_CASE("a longer draw starts with the shorter one") {
  const auto small = uniform({10}, {.seed = 3}), large = uniform({5000}, {.seed = 3});
  CHECK(same_bits(small, large[range(0, 10)]));
}

TEST_CASE("the global seed makes all draws repeat") {
  set_global_seed(42);
  const auto a = normal({16}), b = uniform({16});
  set_global_seed(42);
  const auto c = normal({16}), d = uniform({16});
  CHECK(same_bits(a, c));
  CHECK(same_bits(b, d));
  CHECK_FALSE(same_bits(uniform({16}), d));
}

TEST_CASE("a generator goes on with each draw; its copies share the state") {
  const SeedGenerator generator(5), twin(5);
  const auto shared = generator;
  const auto a = uniform({64}, {.seed = generator}), b = uniform({64}, {.seed = shared});
  CHECK_FALSE(same_bits(a, b));
  CHECK(generator.state().value().to_vector<int>() == std::vector<int>{5, 2});
  CHECK(same_bits(a, uniform({64}, {.seed = twin})));
  CHECK(same_bits(b, uniform({64}, {.seed = twin})));
}

TEST_CASE("uniform numbers fill their interval evenly") {
  const auto x = uniform({many}, {.minval = -2, .maxval = 3, .seed = 1});
  CHECK(x.dtype() == DType::float32);
  CHECK(std::abs(mean_of(x) - 0.5) < 5 * mean_error);
  CHECK(variance_of(x) == doctest::Approx(25.0 / 12).epsilon(0.02));
  CHECK(float(ops::min(x)) >= -2);
  CHECK(float(ops::max(x)) < 3);
}

TEST_CASE("normal numbers have the moments asked for") {
  const auto x = normal({many}, {.mean = 1, .stddev = 2, .seed = 2});
  CHECK(std::abs(mean_of(x) - 1) < 2 * mean_error);
  CHECK(variance_of(x) == doctest::Approx(4).epsilon(0.02));
  const auto centred = ops::cast(x, "float64") - 1;
  CHECK(double(ops::mean(ops::power(centred, 4))) == doctest::Approx(48).epsilon(0.05));
  CHECK(normal({2}, {.dtype = "bfloat16", .seed = 2}).dtype() == DType::bfloat16);
}

TEST_CASE("truncated normal numbers stay within two deviations") {
  const auto x = truncated_normal({many}, {.mean = 1, .stddev = 3, .seed = 3});
  CHECK(std::abs(mean_of(x) - 1) < 3 * mean_error);
  CHECK(float(ops::max(ops::abs(x - 1))) <= 6.0001F);
  CHECK(variance_of(x) == doctest::Approx(9 * 0.77374).epsilon(0.02));
}

TEST_CASE("randint draws every whole number equally often") {
  const auto x = randint({many}, -1, 3, {.seed = 4});
  CHECK(x.dtype() == DType::int32);
  for (int value = -1; value < 3; ++value) {
    const auto share = double(ops::mean(ops::cast(x == value, "float64")));
    CHECK(std::abs(share - 0.25) < mean_error);
  }
  CHECK_THROWS_AS(randint({2}, 3, 3), ValueError);
}

TEST_CASE("permutation and shuffle keep every element") {
  auto places = permutation(5000, 9).to_vector<int>();
  CHECK_FALSE(std::is_sorted(places.begin(), places.end()));
  std::sort(places.begin(), places.end());
  for (int i = 0; i < 5000; ++i) REQUIRE(places[std::size_t(i)] == i);
  const auto rows = ops::reshape(ops::arange(12), {4, 3});
  const auto mixed = shuffle(rows, {.seed = 1});
  CHECK(same_bits(ops::sort(mixed, {.axis = 0}), rows));
  CHECK(same_bits(mixed(all, 1), mixed(all, 0) + 1));
  CHECK(same_bits(ops::sort(shuffle(rows, {.axis = 1, .seed = 1}), {.axis = 1}), rows));
}

TEST_CASE("dropout scales what it keeps") {
  const auto x = ops::ones({many});
  const auto y = dropout(x, 0.25, {.seed = 6});
  const auto kept = double(ops::mean(ops::cast(y != 0, "float64")));
  CHECK(std::abs(kept - 0.75) < mean_error);
  CHECK(float(ops::max(y)) == doctest::Approx(1 / 0.75));
  CHECK(same_bits(dropout(x, 0), x));
  CHECK(float(ops::max(dropout(x, 1, {.seed = 6}))) == 0);
  CHECK_THROWS_AS(dropout(x, 1.5), ValueError);
}

TEST_CASE("dropout drops together what the shape of the noise says") {
  const auto y = dropout(ops::ones({50, 8}), 0.5, {.noise_shape = Shape{50, 1}, .seed = 2});
  CHECK(same_bits(ops::max(y, {.axis = 1}), ops::min(y, {.axis = 1})));
}

TEST_CASE("categorical draws by the probabilities") {
  const auto logits = ops::log(ops::array({{0.1, 0.2, 0.7}, {1.0, 1.0, 2.0}}));
  const auto draws = categorical(logits, 50000, {.seed = 11});
  CHECK(draws.shape() == Shape{2, 50000});
  const auto shares = [&](int row, int kind) {
    return double(ops::mean(ops::cast(draws[row] == kind, "float64")));
  };
  CHECK(shares(0, 0) == doctest::Approx(0.1).epsilon(0.1));
  CHECK(shares(0, 2) == doctest::Approx(0.7).epsilon(0.05));
  CHECK(shares(1, 2) == doctest::Approx(0.5).epsilon(0.05));
}

TEST_CASE("categorical takes a vector for one row") {
  const auto logits = ops::array({0.0, 1.0, 2.0});
  const auto draws = categorical(logits, 5, {.seed = 3});
  CHECK(draws.shape() == Shape{5});
  CHECK(same_bits(draws, categorical(ops::expand_dims(logits, 0), 5, {.seed = 3})[0]));
  CHECK_THROWS_AS(categorical(ops::zeros({1, 2, 3}), 1), ValueError);
}

TEST_CASE("a seed generator has a name") {
  CHECK(SeedGenerator(1, {.name = "own"}).name() == "own");
  CHECK(SeedGenerator(1).name().starts_with("seed_generator"));
}

TEST_CASE("draws do not depend on the number of threads") {
  const int before = runtime::num_threads();
  const auto draw = [] {
    return std::vector<Tensor>{
        uniform({100003}, {.seed = 1}), normal({317, 331}, {.seed = 2}), permutation(10000, 3),
        dropout(ops::ones({100000}), 0.3, {.seed = 4}), randint({99999}, 0, 7, {.seed = 5})};
  };
  runtime::set_num_threads(1);
  const auto single = draw();
  for (const auto& each : single) graph::evaluate({each});
  runtime::set_num_threads(2);
  const auto twofold = draw();
  for (std::size_t i = 0; i < single.size(); ++i) CHECK(same_bits(single[i], twofold[i]));
  runtime::set_num_threads(before);
}

}  // namespace keras::random
