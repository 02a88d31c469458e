// Functions of functions, and what has no golden values.
#include "keras/ops/control.hpp"

#include <doctest/doctest.h>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/program.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/ops/rearrange.hpp"
#include "keras/ops/statistics.hpp"

namespace keras::ops {
namespace {

using Numbers = std::vector<int>;

Numbers numbers(const Tensor& x) { return x.to_vector<int>(); }

}  // namespace

TEST_CASE("cond calls one branch, or chooses elements in a program") {
  const Tensor x(std::vector<float>{3});
  CHECK(float(cond(
            true, [&] { return x + 1; }, [&]() -> Tensor { fail("never"); })[0]) == 4);
  const auto program = [&](const Tensor& value) {
    const graph::Trace trace;
    const auto in = graph::placeholder({{1}, "float32"});
    const auto out = cond(
        in > 0, [&] { return in * 2; }, [&] { return -in; });
    return std::pair(in, out);
  };
  const auto [in, out] = program(x);
  const compiler::Program compiled({{in}, {out}, {}});
  CHECK(float(compiled(std::vector<Tensor>{x})[0]) == 6);
  CHECK(float(compiled(std::vector<Tensor>{Tensor(std::vector<float>{-5})})[0]) == 5);
}

TEST_CASE("loops turn as often as they are told") {
  const auto below = [](const Loop& v) { return v[0] < 10; };
  const auto twice = [](const Loop& v) { return Loop{v[0] * 2}; };
  CHECK(int(while_loop(below, twice, {1})[0]) == 16);
  CHECK(int(while_loop(below, twice, {1}, {.maximum_iterations = 2})[0]) == 4);
  CHECK(int(fori_loop(
            1, 5, [](const Tensor& i, const Tensor& x) { return x * i; }, 1)) == 24);
  const auto indices = Tensor(Numbers{1, 2, 3});
  const auto running = [](const Tensor& carry, const Tensor& x) {
    return std::pair(carry + x, carry * x);
  };
  const auto [last, all] = scan(running, 0, indices);
  CHECK(int(last) == 6);
  CHECK(numbers(all) == Numbers{0, 2, 9});
  CHECK(numbers(scan(running, 0, indices, {.reverse = true}).second) == Numbers{5, 6, 0});
  CHECK(numbers(map([](const Tensor& x) { return x * x; }, indices)) == Numbers{1, 4, 9});
  const auto add = [](const Tensor& a, const Tensor& b) { return a + b; };
  CHECK(numbers(associative_scan(add, indices)) == Numbers{1, 3, 6});
  CHECK(numbers(associative_scan(add, indices, {.reverse = true})) == Numbers{6, 5, 3});
  const std::vector<std::function<Tensor(const Loop&)>> branches = {
      [](const Loop& v) { return v[0]; }, [](const Loop& v) { return v[0] + 1; }};
  CHECK(int(switch_branch(7, branches, {1})) == 2);
}

TEST_CASE("a while loop in a program is refused") {
  const graph::Trace trace;
  const auto never = [](const Loop& v) { return v[0] < 0; };
  CHECK_THROWS_AS(while_loop(never, [](const Loop& v) { return v; }, {1}), ValueError);
}

TEST_CASE("rearrange splits, joins and turns axes") {
  const auto x = reshape(arange(24), {2, 3, 4});
  CHECK(rearrange(x, "a b c -> c (a b)").shape() == Shape({4, 6}));
  CHECK(numbers(rearrange(x, "a b c -> a c b")) == numbers(transpose(x, {{0, 2, 1}})));
  CHECK(numbers(rearrange(x, "a b (c d) -> d a 1 (b c)", {{"d", 2}})) ==
        numbers(transpose(reshape(x, {2, 3, 2, 2}), {{3, 0, 1, 2}})));
  CHECK_THROWS_AS(rearrange(x, "a b -> b a"), ValueError);
  CHECK_THROWS_AS(rearrange(x, "a b (c d) -> a b c d"), ValueError);
  CHECK_THROWS_AS(rearrange(x, "a b c -> a b"), ValueError);
}

TEST_CASE("counts are computed at once") {
  const Tensor x(Numbers{1, 3, 1});
  CHECK(numbers(bincount(x)) == Numbers{0, 2, 0, 1});
  CHECK(numbers(bincount(x, {.minlength = 6})) == Numbers{0, 2, 0, 1, 0, 0});
  const auto weights = Tensor(std::vector<float>{0.5F, 2, 1});
  CHECK(bincount(x, {.weights = weights}).to_vector<float>() == std::vector<float>{0, 1.5F, 0, 2});
  const auto [counts, edges] = histogram(Tensor(std::vector<float>{0, 1, 1, 2, 4}), {.bins = 4});
  CHECK(counts.to_vector<float>() == std::vector<float>{1, 2, 1, 1});
  CHECK(edges.to_vector<float>() == std::vector<float>{0, 1, 2, 3, 4});
}

TEST_CASE("a view has the bytes of its tensor") {
  const Tensor x(std::vector<float>{1, -2});
  CHECK(numbers(view(x, {"int32"})) == Numbers{0x3f800000, static_cast<int>(0xc0000000)});
  CHECK(view(x, {"uint8"}).shape() == Shape({8}));
  CHECK_THROWS_AS(view(zeros({3}, {"uint8"}), {"int32"}), ValueError);
}

}  // namespace keras::ops
