#include "keras/autodiff/gradients.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

Tensor vector(std::vector<float> values) { return Tensor(values); }

}  // namespace

TEST_CASE("gradients of polynomials, again and again") {
  const auto x = vector({-1, 0.5, 2});
  const auto y = x * x * x * x;
  const auto first = gradient(y, x), second = gradient(first, x), third = gradient(second, x),
             fourth = gradient(third, x);
  CHECK(first.to_vector<float>() == std::vector<float>{-4, 0.5, 32});
  CHECK(second.to_vector<float>() == std::vector<float>{12, 3, 48});
  CHECK(third.to_vector<float>() == std::vector<float>{-24, 12, 48});
  CHECK(fourth.to_vector<float>() == std::vector<float>{24, 24, 24});
}

TEST_CASE("parts that are used twice are added up") {
  const auto x = vector({1, 2});
  const auto shared = ops::exp(x);
  const auto y = shared * 2 + shared * shared;
  const auto dx = gradient(y, x).to_vector<float>();
  CHECK(dx[0] == doctest::Approx(2 * std::exp(1.0) + 2 * std::exp(2.0)));
  CHECK(dx[1] == doctest::Approx(2 * std::exp(2.0) + 2 * std::exp(4.0)));
  CHECK(gradient(y, shared).to_vector<float>()[0] == doctest::Approx(2 + 2 * std::exp(1.0)));
}

TEST_CASE("gradients of softmax, again and again, are those of its formula") {
  const auto x = vector({-1, 0.5, 2, 0.25});
  const auto weights = vector({1, -2, 3, 0.5});
  const auto formula = [](const Tensor& z) {
    return ops::exp(z) / ops::sum(ops::exp(z), {.axis = -1, .keepdims = true});
  };
  auto kernel = ops::sum(ops::softmax(x) * weights), steps = ops::sum(formula(x) * weights);
  for (int order = 0; order < 3; ++order) {
    kernel = ops::sum(ops::square(gradient(kernel, x)) * weights);
    steps = ops::sum(ops::square(gradient(steps, x)) * weights);
    CHECK(float(kernel) == doctest::Approx(float(steps)).epsilon(1e-5));
  }
}

TEST_CASE("the gradient of a tensor with respect to itself is one") {
  const auto x = vector({3, 4});
  CHECK(gradient(x, x).to_vector<float>() == std::vector<float>{1, 1});
}

TEST_CASE("what y does not depend on has no gradient") {
  const auto x = vector({1, 2}), other = vector({3, 4});
  const auto found = gradients(ops::sum(x * 2), std::vector<Tensor>{x, other});
  CHECK(found[0].to_vector<float>() == std::vector<float>{2, 2});
  CHECK_FALSE(found[1].defined());
  CHECK_THROWS_WITH_AS(gradient(ops::sum(x), other), "gradient: y does not depend on x",
                       ValueError);
}

TEST_CASE("variables have gradients") {
  const Variable w(vector({1, 2})), unused(vector({5}));
  const auto loss = ops::sum(ops::square(w.value() * 3));
  const auto found = gradients(loss, Variables{w, unused});
  CHECK(found[0].to_vector<float>() == std::vector<float>{18, 36});
  CHECK_FALSE(found[1].defined());
}

TEST_CASE("no gradient flows through integers, truth values and stop_gradient") {
  const auto x = vector({1.5, 2.5});
  const auto through_integers = ops::cast(ops::cast(x, "int32"), "float32");
  const auto found = gradients(ops::sum(through_integers), std::vector<Tensor>{x});
  CHECK_FALSE(found[0].defined());
  const auto stopped = gradient(x * ops::stop_gradient(x), x);
  CHECK(stopped.to_vector<float>() == std::vector<float>{1.5, 2.5});
  const auto chosen = gradient(ops::where(x > 2, x * 3, x), x);
  CHECK(chosen.to_vector<float>() == std::vector<float>{1, 3});
  CHECK_FALSE(gradients(ops::floor(x) + 1, std::vector<Tensor>{x})[0].defined());
}

TEST_CASE("only floats are differentiated") {
  const Tensor whole(std::vector<int>{1, 2});
  CHECK_THROWS_WITH_AS(gradient(whole * 2, whole),
                       "gradients: y must be of a floating-point dtype; received int32",
                       ValueError);
}

TEST_CASE("broadcast operands get the sum") {
  const auto row = vector({1, 2, 3});
  const Tensor column(std::vector<float>{10, 20}, {2, 1});
  const auto y = row * column;
  CHECK(gradient(y, row).to_vector<float>() == std::vector<float>{30, 30, 30});
  CHECK(gradient(y, column).to_vector<float>() == std::vector<float>{6, 6});
  CHECK(gradient(y, column).shape() == Shape{2, 1});
}

TEST_CASE("the gradient of a cast comes back in the dtype of x") {
  const auto x = vector({1, 2});
  const auto dx = gradient(ops::cast(x, "bfloat16") * 2, x);
  CHECK(dx.dtype() == DType::float32);
  CHECK(dx.to_vector<float>() == std::vector<float>{2, 2});
}

TEST_CASE("ties and corners share as in Keras") {
  const auto x = vector({1, 3, 3});
  CHECK(gradient(ops::max(x), x).to_vector<float>() == std::vector<float>{0, 0.5, 0.5});
  const auto zero = vector({0});
  CHECK(float(gradient(ops::relu(zero), zero)) == 0);
  CHECK(float(gradient(ops::abs(zero), zero)) == 1);
  CHECK(float(gradient(ops::maximum(zero, 0), zero)) == 0.5);
}

TEST_CASE("products and running products with zeros") {
  const auto one_zero = vector({2, 0, 4}), two_zeros = vector({0, 3, 0});
  CHECK(gradient(ops::prod(one_zero), one_zero).to_vector<float>() == std::vector<float>{0, 8, 0});
  CHECK(gradient(ops::prod(two_zeros), two_zeros).to_vector<float>() ==
        std::vector<float>{0, 0, 0});
  CHECK(gradient(ops::cumprod(one_zero), one_zero).to_vector<float>() ==
        std::vector<float>{1, 10, 0});
  CHECK(gradient(ops::cumprod(two_zeros), two_zeros).to_vector<float>() ==
        std::vector<float>{4, 0, 0});
}

TEST_CASE("a penalty on a gradient trains") {
  // f(x) = sum(w x^2), its slope 2 w x, penalty (2 w x)^2; d/dw = 8 w x^2.
  const Variable w(vector({0.5, 1}));
  const auto x = vector({3, 2});
  const auto slope = gradient(ops::sum(w.value() * x * x), x);
  const auto penalty = ops::sum(ops::square(slope));
  CHECK(gradients(penalty, Variables{w})[0].to_vector<float>() == std::vector<float>{36, 32});
}

TEST_CASE("long chains of operations are differentiated without recursion") {
  const auto x = vector({1});
  auto y = x;
  for (int i = 0; i < 20000; ++i) y = y + 0.0001;
  CHECK(float(gradient(y, x)) == 1);
}

}  // namespace keras
