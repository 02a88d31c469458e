// What operations say to wrong arguments.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/saved_forms.hpp"
#include "keras/ops/statistics.hpp"

namespace keras::ops {

TEST_CASE("wrong subscripts of einsum are explained") {
  const auto a = zeros({2, 3}), b = zeros({4, 2});
  CHECK_THROWS_WITH_AS(einsum("ij,jk->ik", {a}),
                       "ops.einsum: subscripts must describe each operand; received "
                       "subscripts='ij,jk->ik' and 1 operands",
                       ValueError);
  CHECK_THROWS_WITH_AS(einsum("ijk->i", {a}),
                       "ops.einsum: subscripts must have a letter for each axis; received 'ijk' "
                       "for shape (2, 3)",
                       ValueError);
  CHECK_THROWS_WITH_AS(einsum("ij,jk->ik", {a, b}),
                       "ops.einsum: axes of one letter must be equally long; received lengths 3 "
                       "and 4 for 'j'",
                       ValueError);
  CHECK_THROWS_AS(einsum("ij->ik", {a}), ValueError);
  CHECK_THROWS_AS(einsum("i1->i", {a}), ValueError);
  CHECK_THROWS_AS(einsum("ii->i", {a}), ValueError);
}

TEST_CASE("einsum broadcasts axes of length 1 and takes diagonals") {
  const auto a = array({{1, 2, 3}, {4, 5, 6}}), column = array({{10}, {100}});
  CHECK(einsum("ij,ij->j", {a, column}).to_vector<int>() == std::vector<int>{410, 520, 630});
  CHECK(einsum("...i->...", {a}).to_vector<int>() == std::vector<int>{6, 15});
  CHECK(einsum("iji->j", {reshape(arange(12), {2, 3, 2})}).to_vector<int>() ==
        std::vector<int>{7, 11, 15});
}

TEST_CASE("wrong arguments are named") {
  const auto x = zeros({2, 3});
  CHECK_THROWS_WITH_AS(pad(x, {{1, 1}}, {.mode = "reflekt"}),
                       "ops.pad: unknown mode 'reflekt'; did you mean 'reflect'?", ValueError);
  CHECK_THROWS_AS(pad(x, {{1, 1}}, {.mode = "edge", .constant_values = 2}), ValueError);
  CHECK_THROWS_AS(pad(x, {{-1, 1}}), ValueError);
  CHECK_THROWS_AS(pad(zeros({0}), {{1, 1}}, {.mode = "edge"}), ValueError);
  CHECK_THROWS_WITH_AS(glu(x), "ops.glu: axis -1 must have an even length; received shape (2, 3)",
                       ValueError);
  CHECK_THROWS_AS(slice(x, {0}, {1}), ValueError);
  CHECK_THROWS_AS(slice(x, {0, 0}, {3, 1}), ValueError);
  CHECK_THROWS_WITH_AS(tril(zeros({3})),
                       "ops.tril: x must have at least two axes; received shape (3,)", ValueError);
  CHECK_THROWS_AS(diag(zeros({2, 2, 2})), ValueError);
  CHECK_THROWS_AS(diagonal(x, {.axis1 = 1, .axis2 = -1}), ValueError);
  CHECK_THROWS_AS(repeat(x, -1), ValueError);
  CHECK_THROWS_AS(repeat(x, std::vector<int>{1, 2, 3}, {0}), ValueError);
  CHECK_THROWS_AS(roll(x, {1, 2, 3}, {{0, 1}}), ValueError);
  CHECK_THROWS_AS(tensordot(x, x, 3), ValueError);
  CHECK_THROWS_AS(tensordot(x, x, 1), ValueError);
  CHECK_THROWS_AS(linspace(0, 1, {.num = -1}), ValueError);
  CHECK_THROWS_AS(sort(Tensor(3.0)), ValueError);
  CHECK_THROWS_AS(cumsum(x, {.axis = 2}), ValueError);
  CHECK_THROWS_WITH_AS(take(zeros({0}), array({0}), {0}),
                       "ops.take: axis 0 must not be empty; received shape (0,)", ValueError);
  CHECK_THROWS_AS(max(zeros({0})), ValueError);
}

TEST_CASE("what the golden files leave out") {
  CHECK(float(max(zeros({0}), {.initial = 2})) == 2);
  CHECK(slice(arange(6), {4}, {3}).to_vector<int>() == std::vector<int>{3, 4, 5});
  CHECK(pad(arange(3), {{4, 5}}, {.mode = "reflect"}).to_vector<int>() ==
        std::vector<int>{0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1});
  CHECK(pad(arange(3), {{4, 7}}, {.mode = "symmetric"}).to_vector<int>() ==
        std::vector<int>{2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2});
  const auto x = reshape(arange(12), {3, 4});
  CHECK(diagonal(x, {.offset = 1}).to_vector<int>() == std::vector<int>{1, 6, 11});
  CHECK(diagonal(x, {.offset = -2}).to_vector<int>() == std::vector<int>{8});
  CHECK(diagonal(x, {.offset = 9}).size() == 0);
  CHECK(int(trace(x)) == 15);
  CHECK(argsort(array({3.0, 1.0, 3.0, 1.0})).to_vector<int>() == std::vector<int>{1, 3, 0, 2});
}

TEST_CASE("a product of bools is whether all are true") {
  const auto y = prod(array({{2, 3}, {0, 1}}), {.axis = 1, .dtype = "bool"});
  CHECK(y.to_vector<bool>() == std::vector<bool>{true, false});
}

TEST_CASE("threshold keeps integers where the default value is one") {
  const auto x = array({1, 2, 3});
  CHECK(threshold_form(x, 1.5, 7).to_vector<int>() == std::vector<int>{7, 2, 3});
  CHECK(threshold_form(x, 1.5, 0.5).to_vector<float>() == std::vector<float>{0.5F, 2, 3});
}

TEST_CASE("unravel_index counts fractions") {
  const auto places = unravel_index(array({2.75, -0.25, 9.0, -9.0}), {2, 2});
  CHECK(places[0].to_vector<float>() == std::vector<float>{1, 1, 1, 0});
  CHECK(places[1].to_vector<float>() == std::vector<float>{0.75F, 1.75F, 1, 0});
}

TEST_CASE("nanvar of an infinity is not a number") {
  const float infinity = std::numeric_limits<float>::infinity();
  CHECK(std::isnan(float(nanvar(Tensor(std::vector<float>{infinity, 1, std::nanf("")})))));
  CHECK(float(nanvar(Tensor(std::vector<float>{3, 1, std::nanf("")}))) == 1);
}

TEST_CASE("softmax of unsigned integers wraps around below the largest") {
  const auto y = softmax(cast(array({1, 3}), "uint8")).to_vector<float>();  // of 254 and 0
  CHECK(std::isnan(y[0]));
  CHECK(y[1] == 0);
}

}  // namespace keras::ops
