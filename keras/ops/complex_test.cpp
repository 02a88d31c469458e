// Complex tensors, and what else the golden values of Keras leave out.
#include <doctest/doctest.h>

#include <cmath>

#include "keras/autodiff/gradients.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/control.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/elementwise.hpp"
#include "keras/ops/linalg.hpp"
#include "keras/ops/math.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/rectify.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {
namespace {

using Floats = std::vector<float>;

Floats numbers(const Tensor& x) { return x.to_vector<float>(); }

}  // namespace

TEST_CASE("complex numbers are made of sizes and angles, and of pairs") {
  const auto y = polar(Tensor(Floats{2, 3}), Tensor(Floats{0, 1}));
  CHECK(y.dtype() == DType::complex64);
  CHECK(numbers(real(y))[0] == 2);
  CHECK(numbers(real(y))[1] == doctest::Approx(3 * std::cos(1.0)));
  CHECK(numbers(imag(y))[1] == doctest::Approx(3 * std::sin(1.0)));
  CHECK(numbers(absolute(y))[1] == doctest::Approx(3));
  CHECK(numbers(angle(conjugate(y)))[1] == doctest::Approx(-1));
  CHECK(isreal(y).to_vector<bool>() == std::vector<bool>{true, false});
  const Tensor x(Floats{1, 2, 3, 4}, {2, 2});
  CHECK(numbers(real(view_as_complex(x))) == Floats{1, 3});
  CHECK(numbers(view_as_real(view_as_complex(x))) == numbers(x));
  CHECK_THROWS_WITH_AS(view_as_complex(Tensor(Floats{1})),
                       doctest::Contains("the last axis of x must have 2 elements"), ValueError);
  CHECK_THROWS_WITH_AS(cdist(x, Tensor(Floats{1})),
                       doctest::Contains("must be rows of as many elements"), ValueError);
}

TEST_CASE("complex arithmetic is that of its parts") {
  const auto a = view_as_complex(Tensor(Floats{1, 2}, {1, 2}));
  const auto b = view_as_complex(Tensor(Floats{3, -1}, {1, 2}));
  CHECK(numbers(view_as_real(a + b)) == Floats{4, 1});
  CHECK(numbers(view_as_real(a - b)) == Floats{-2, 3});
  CHECK(numbers(view_as_real(a * b)) == Floats{5, 5});
  CHECK(numbers(view_as_real(5 * a * b / (b * b)))[1] == doctest::Approx(3.5));
  CHECK(numbers(view_as_real(a + 1)) == Floats{2, 2});
  CHECK(cast(a, "complex128").dtype() == DType::complex128);
  CHECK(numbers(view_as_real(cast(Tensor(Floats{2}), "complex64"))) == Floats{2, 0});
  CHECK_THROWS_WITH_AS(exp(a), doctest::Contains("a complex tensor must be taken apart"),
                       ValueError);
}

TEST_CASE("gradients pass through complex numbers") {
  const Tensor size(Floats{2}), turn(Floats{0.5});
  const auto y = polar(size, turn);
  const auto product = real(y) * imag(y);  // size^2 sin(2 turn) / 2
  CHECK(numbers(gradient(product, size))[0] == doctest::Approx(2 * std::sin(1.0)));
  CHECK(numbers(gradient(product, turn))[0] == doctest::Approx(4 * std::cos(1.0)));
}

TEST_CASE("powers of matrices are products of them and of their inverses") {
  const Tensor x(Floats{1, 2, 0, 1}, {2, 2});
  CHECK(numbers(matrix_power(x, 5)) == Floats{1, 10, 0, 1});
  CHECK(numbers(matrix_power(x, 0)) == Floats{1, 0, 0, 1});
  CHECK(numbers(matrix_power(x, -2)) == Floats{1, -4, 0, 1});
  CHECK_THROWS_WITH_AS(matrix_power(Tensor(Floats{1}), 2),
                       doctest::Contains("x must be square matrices"), ValueError);
}

TEST_CASE("tensors say what they are") {
  const Tensor x(Floats{1, 2});
  CHECK(shape(x) == Shape({2}));
  CHECK(dtype(x) == DType::float32);
  CHECK(is_tensor(x));
  CHECK_FALSE(is_tensor(1.0));
}

TEST_CASE("arange takes one, two or three numbers as Python does") {
  const Value none;
  CHECK(arange_form(3, none, none, {}).to_vector<int>() == std::vector<int>{0, 1, 2});
  CHECK(arange_form(1, 6, 2, {}).to_vector<int>() == std::vector<int>{1, 3, 5});
  CHECK(arange_form(1, 6, 2, {}).dtype() == DType::int32);
  CHECK(numbers(arange_form(0.5, 2, none, {})) == Floats{0.5F, 1.5F});
  CHECK(arange_form(3, none, none, {"float16"}).dtype() == DType::float16);
}

TEST_CASE("vectors become columns beside the columns of matrices") {
  const Tensor x(Floats{1, 2}), y(Floats{3, 4, 5, 6}, {2, 2});
  CHECK(numbers(column_stack({x, y})) == Floats{1, 3, 4, 2, 5, 6});
}

TEST_CASE("windows need a whole number that is not negative") {
  CHECK_THROWS_WITH_AS(hanning(-1), doctest::Contains("x must not be negative"), ValueError);
  CHECK_THROWS_WITH_AS(hanning(1.5), doctest::Contains("x must be a whole number"), ValueError);
}

TEST_CASE("a function may have a gradient of its own") {
  const auto clipped =
      custom_gradient([](const Tensor& x) { return maximum(x, 0); },
                      [](const Tensor& x, const Tensor&, const Tensor& dy) { return dy * x * 10; });
  const Tensor x(Floats{-1, 2});
  CHECK(numbers(clipped(x)) == Floats{0, 2});
  CHECK(numbers(gradient(sum(clipped(x) * 3), x)) == Floats{-30, 60});
  const auto product =
      custom_gradient([](const Tensor& a, const Tensor& b) { return a * b; },
                      [](const Tensor& a, const Tensor&, const Tensor& y, const Tensor& dy) {
                        return std::array{dy * y, dy * a};
                      });
  const Tensor a(Floats{3}), b(Floats{5});
  CHECK(numbers(gradient(product(a, b), a)) == Floats{15});
  CHECK(numbers(gradient(product(a, b), b)) == Floats{3});
  const auto wrong = custom_gradient(
      [](const Tensor& t) { return t; },
      [](const Tensor&, const Tensor&, const Tensor&) { return std::vector<Tensor>(); });
  CHECK_THROWS_WITH_AS(gradient(sum(wrong(x)), x),
                       doctest::Contains("must have a tensor for each of 1 inputs; received 0"),
                       ValueError);
}

TEST_CASE("one_hot and multi_hot are dense whatever they are asked for") {
  CHECK(numbers(one_hot(Tensor(std::vector<int>{1}), 3, {.sparse = true})) == Floats{0, 1, 0});
  CHECK(numbers(multi_hot(Tensor(std::vector<int>{1, 2}), 3, {.sparse = true})) == Floats{0, 1, 1});
}

TEST_CASE("beams of labels need a width and paths") {
  const auto scores = zeros({1, 2, 3});
  const auto lengths = Tensor(std::vector<int>{2});
  CHECK_THROWS_WITH_AS(ctc_decode(scores, lengths, {.strategy = "beam_search", .beam_width = 0}),
                       doctest::Contains("beam_width and top_paths must be positive"), ValueError);
  CHECK_THROWS_WITH_AS(ctc_decode(scores, zeros({2})),
                       doctest::Contains("inputs must be (batch, time, classes)"), ValueError);
  CHECK_THROWS_WITH_AS(ctc_decode(scores, lengths, {.strategy = "best"}),
                       doctest::Contains("strategy must be 'greedy' or 'beam_search'"), ValueError);
}

TEST_CASE("rms_scaling of layer_normalization divides by the deviation, and leaves out beta") {
  const auto y = layer_normalization(
      Tensor(Floats{1, 2, 3}),
      {.beta = Tensor(Floats{1, 1, 1}), .epsilon = 1.0 / 3, .rms_scaling = true});
  CHECK(numbers(y) == Floats{1, 2, 3});  // the variance is 2 / 3
}

TEST_CASE("normalize divides by the norm of a matrix along two axes") {
  const Tensor x(Floats{1, 2, 3, 4}, {2, 2});  // the largest sum of a column is 6
  const auto y = numbers(normalize(x, {.axis = {0, 1}, .order = 1}));
  for (int i = 0; i < 4; ++i) CHECK(y[std::size_t(i)] == doctest::Approx((i + 1) / 6.0));
  const auto rows = numbers(normalize(x, {.axis = 1, .order = 3}));
  CHECK(rows[1] == doctest::Approx(2 / std::cbrt(9.0)));
}

TEST_CASE("attention of whole numbers has whole shares") {
  const Tensor one(std::vector<std::int32_t>{5, -7}, {1, 1, 1, 2});
  CHECK(numbers(dot_product_attention(one, one, one)) == Floats{5, -7});
  const Tensor two(std::vector<std::int32_t>{5, -7, 5, -7}, {1, 2, 1, 2});
  CHECK(numbers(dot_product_attention(one, two, two)) == Floats{0, 0});
}

TEST_CASE("the limits of relu have the dtype of its input") {
  const Tensor x(std::vector<std::int32_t>{-3, 2, 7, 9});
  const auto limited = rectify(x, {.max_value = 5.5});
  CHECK(limited.dtype() == DType::int32);
  CHECK(numbers(limited) == Floats{0, 2, 5, 5});
  CHECK(numbers(rectify(x, {.threshold = 2.5})) == Floats{0, 0, 7, 9});
  CHECK(numbers(rectify(x, {.max_value = 6, .threshold = 2.5})) == Floats{0, 0, 6, 6});
  CHECK(rectify(x, {.max_value = 6}).dtype() == DType::float32);  // as relu6
}

TEST_CASE("the triangle of a matrix that is not positive definite is NaN, the rest zero") {
  const Tensor x(Floats{1, 2, 2, 1}, {2, 2});
  const auto lower = numbers(cholesky(x)), upper = numbers(cholesky(x, {.upper = true}));
  for (const int i : {0, 2, 3}) CHECK(std::isnan(lower[std::size_t(i)]));
  for (const int i : {0, 1, 3}) CHECK(std::isnan(upper[std::size_t(i)]));
  CHECK(lower[1] == 0);
  CHECK(upper[2] == 0);
}

}  // namespace keras::ops
