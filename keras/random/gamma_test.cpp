// The distributions by their moments.
#include <doctest/doctest.h>

#include <cmath>

#include "keras/ops/numpy.hpp"
#include "keras/random/elastic_transform.hpp"

namespace keras::random {
namespace {

constexpr std::int64_t count = 20000;

void check_moments(const Tensor& x, double mean, double variance) {
  CAPTURE(mean);
  const double error = std::sqrt(variance / static_cast<double>(count));
  CHECK(std::abs(double(ops::mean(x)) - mean) < 5 * error);
  CHECK(double(ops::var(x)) == doctest::Approx(variance).epsilon(0.1));
}

}  // namespace

TEST_CASE("gamma and beta draws have their mean and variance") {
  for (const double alpha : {0.3, 1.0, 7.5})
    check_moments(gamma({count}, alpha, {.seed = 1}), alpha, alpha);
  check_moments(beta({count}, 2.0, 3.0, {.seed = 2}), 0.4, 0.04);
  check_moments(beta({count}, 0.2, 0.2, {.seed = 3}), 0.5, 0.25 / 1.4);
  const Tensor alphas(std::vector<float>{1, 100});
  const auto rows = gamma({500, 2}, alphas, {.seed = 4});
  CHECK(double(ops::mean(rows(keras::all, 1))) == doctest::Approx(100).epsilon(0.05));
}

TEST_CASE("binomial draws have their mean and variance, with few and with many successes") {
  for (const double p : {0.02, 0.4, 0.9})
    for (const double n : {5.0, 200.0})
      check_moments(binomial({count}, n, p, {.seed = 5}), n * p, n * p * (1 - p));
  CHECK(float(binomial({}, 7.0, 1.0)) == 7);
  CHECK(float(binomial({}, 7.0, 0.0)) == 0);
}

TEST_CASE("the same seed draws the same numbers") {
  const auto drawn = [] { return gamma({5}, 2.0, {.seed = 9}).to_vector<float>(); };
  CHECK(drawn() == drawn());
  CHECK(gamma({2}, 2.0, {.dtype = DType::float16, .seed = 9}).dtype() == DType::float16);
}

TEST_CASE("an elastic transform moves pixels, but not far") {
  const auto row = ops::arange(0, 32, 1, {"float32"});
  const auto images = ops::broadcast_to(ops::reshape(row, {1, 32, 1, 1}), {1, 32, 32, 1});
  const auto y = ops::image::elastic_transform(images, {.alpha = 1, .sigma = 2, .seed = 3});
  CHECK(y.shape() == images.shape());
  const double moved = double(ops::max(ops::abs(ops::subtract(y, images))));
  CHECK(moved > 0.01);
  CHECK(moved < 4);
  CHECK_THROWS_AS(ops::image::elastic_transform(images, {.sigma = 0}), ValueError);
}

}  // namespace keras::random
