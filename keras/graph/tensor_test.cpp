#include "keras/graph/tensor.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/graph/trace.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"

namespace keras {
namespace {

using Floats = std::vector<float>;
using Ints = std::vector<int>;

/// 0, ..., 23 in the shape (2, 3, 4).
Tensor counted() { return ops::reshape(ops::arange(24), {2, 3, 4}); }

}  // namespace

TEST_CASE("one index picks along the first axis") {
  const auto x = ops::reshape(ops::arange(12), {4, 3});
  CHECK(x[1].to_vector<int>() == Ints{3, 4, 5});
  CHECK(x[-1].to_vector<int>() == Ints{9, 10, 11});
  CHECK(x[range(1, 3)].shape() == Shape{2, 3});
  CHECK(x[range(-2, None)].to_vector<int>() == Ints{6, 7, 8, 9, 10, 11});
  CHECK(x[range(None, None, -2)](all, 0).to_vector<int>() == Ints{9, 3});
  CHECK(x[range(3, 1)].shape() == Shape{0, 3});
  CHECK(x[range(0, 100)].shape() == Shape{4, 3});
  CHECK(x[4].to_vector<int>() == Ints{9, 10, 11});
  CHECK(x[-5].to_vector<int>() == Ints{0, 1, 2});
  CHECK(x(1, 100).to_vector<int>() == Ints{5});
  CHECK_THROWS_WITH_AS(x[range(0, 0)][0], "Tensor: index 0 is outside of axis 0 of shape (0, 3)",
                       ValueError);
  CHECK_THROWS_WITH_AS(x[range(0, 2, 0)], "Tensor: the step of a range must not be 0", ValueError);
}

TEST_CASE("tensors of places and masks pick rows") {
  const auto x = ops::reshape(ops::arange(12), {4, 3});
  CHECK(x[ops::array({2, 0, -1})](all, 0).to_vector<int>() == Ints{6, 0, 9});
  const auto y = ops::array({5, 1, 7, 2});
  CHECK(x[y < 5](all, 0).to_vector<int>() == Ints{3, 9});
  CHECK(x[x > 7].to_vector<int>() == Ints{8, 9, 10, 11});
  CHECK(x[y > 100].shape() == Shape{0, 3});
  CHECK_THROWS_AS(x[ops::array({1, 2}) > 1], ValueError);
}

TEST_CASE("places of elements are rows again") {
  const auto x = ops::reshape(ops::arange(6), {2, 3});
  const auto places = ops::nonzero(x > 2);
  CHECK(places.size() == 2);
  CHECK(places[0].to_vector<int>() == Ints{1, 1, 1});
  CHECK(places[-1].to_vector<int>() == Ints{0, 1, 2});
  const auto y = ops::array({5, 1, 7, 2, 9});
  CHECK(y[ops::nonzero(y > 4)[range(0, 2)]].to_vector<int>() == Ints{5, 7});
  CHECK_THROWS_WITH_AS(places[range(0, 2)],
                       "ops.nonzero: a range is of the places in a vector; received places along 2 "
                       "axes",
                       ValueError);
}

TEST_CASE("several indices pick along several axes") {
  const auto x = counted();
  CHECK(x(0, -1).to_vector<int>() == Ints{8, 9, 10, 11});
  CHECK(int(x(1, 2, 3)) == 23);
  CHECK(x(all, 0).shape() == Shape{2, 4});
  CHECK(x(all, range(0, None, 2), 0).to_vector<int>() == Ints{0, 8, 12, 20});
  CHECK(x(all, all, range(None, None, -1))(0, 0).to_vector<int>() == Ints{3, 2, 1, 0});
  CHECK_THROWS_WITH_AS(x(0, 0, 0, 0),
                       "Tensor: 4 indices were given for a tensor of shape (2, 3, 4)", ValueError);
}

TEST_CASE("values go in and out") {
  const Tensor floats(Floats{1.5, -2.5, 0});
  CHECK(floats.shape() == Shape{3});
  CHECK(floats.dtype() == DType::float32);
  CHECK(floats.size() == 3);
  CHECK(floats.to_vector<int>() == Ints{1, -2, 0});
  CHECK(floats.to_vector<bool>() == std::vector<bool>{true, true, false});
  CHECK(floats.data<float>()[1] == -2.5F);
  CHECK(Tensor(std::vector<bool>{true, false}).dtype() == DType::boolean);
  CHECK(Tensor(std::vector<std::uint8_t>{200}).to_vector<int>() == Ints{200});
  CHECK(Tensor(std::vector<double>{0.1}).dtype() == DType::float64);
  CHECK(ops::array({{1, 2}, {3, 4}}).dtype() == DType::int32);
  CHECK(ops::array({{1, 2.5}, {3, 4}}).to_vector<float>() == Floats{1, 2.5, 3, 4});
}

TEST_CASE("a tensor of one element is a number") {
  const auto loss = ops::sum(ops::array({1.5, 2}));
  CHECK(float(loss) == 3.5F);
  CHECK(double(loss) == 3.5);
  CHECK(int(loss) == 3);
  CHECK(bool(ops::all(ops::array({1, 1}) == 1)));
  CHECK_THROWS_WITH_AS(static_cast<void>(float(ops::array({1, 2}))),
                       "Tensor: only a tensor of one element is a number; received shape (2,)",
                       ValueError);
}

TEST_CASE("wrong uses of a tensor say what is wrong") {
  const Tensor x(Floats{1, 2});
  CHECK_THROWS_WITH_AS(x.data<int>(),
                       "Tensor.data: the elements are float32; received a request for int32",
                       ValueError);
  CHECK_THROWS_WITH_AS(Tensor(Floats{1, 2}, {3}), "Tensor: 2 values cannot have the shape (3,)",
                       ValueError);
  CHECK_THROWS_WITH_AS(Tensor().shape(), "Tensor: there is no tensor here (None)", ValueError);
  CHECK_THROWS_AS(ops::array({{1, 2}, {3}}), ValueError);
  CHECK_THROWS_AS(graph::placeholder({{2}, "float32"}).to_vector<float>(), ValueError);
}

TEST_CASE("plain numbers take the dtype of what they meet") {
  CHECK((Tensor(std::vector<std::uint8_t>{1}) + 1).dtype() == DType::uint8);
  CHECK((Tensor(Ints{1}) * 0.5).dtype() == DType::float32);
  CHECK((ops::cast(ops::array({1.0}), "float16") * 2.5).dtype() == DType::float16);
  CHECK((Tensor(std::vector<bool>{true}) + 1).dtype() == DType::int32);
  CHECK(Tensor(true).dtype() == DType::boolean);
  CHECK(Tensor(3).dtype() == DType::int32);
  CHECK(Tensor(3.0).dtype() == DType::float32);
}

TEST_CASE("operators are elementwise") {
  const auto a = ops::array({1, 2, 3}), b = ops::array({3, 2, 1});
  CHECK((a + b * 2).to_vector<int>() == Ints{7, 6, 5});
  CHECK((a == b).to_vector<bool>() == std::vector<bool>{false, true, false});
  CHECK((!(a < b)).to_vector<bool>() == std::vector<bool>{false, true, true});
  CHECK((a % 2).to_vector<int>() == Ints{1, 0, 1});
  CHECK((-a).to_vector<int>() == Ints{-1, -2, -3});
  CHECK((a / b).dtype() == DType::float32);
  CHECK(((a & 1) | (b ^ 2)).to_vector<int>() == Ints{1, 0, 3});
}

TEST_CASE("a variable changes by assign, a tensor read before does not") {
  const Variable v(Tensor(Floats{1, 2}), "kernel");
  const auto before = v.value();
  v.assign(v.value() * 10);
  CHECK(before.to_vector<float>() == Floats{1, 2});
  CHECK(v.value().to_vector<float>() == Floats{10, 20});
  v.assign_add(1);
  v.assign_sub(ops::array({1, 2}));
  CHECK(v.value().to_vector<float>() == Floats{10, 19});
  v.assign(7);
  CHECK(v.value().to_vector<float>() == Floats{7, 7});
  CHECK(v.dtype() == DType::float32);
  CHECK_THROWS_WITH_AS(v.assign(ops::array({1, 2, 3})),
                       "Variable.assign: the value must have the shape (2,) of variable 'kernel'; "
                       "received shape (3,)",
                       ValueError);
  CHECK_THROWS_AS(Variable().value(), ValueError);
}

}  // namespace keras
