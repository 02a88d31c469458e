// Every operation against Keras's answers, fused and not, on one and two threads.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "keras/compiler/step_by_step_test.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/op_table_test.hpp"
#include "keras/ops/operators.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::ops {
namespace {

/// Keras on JAX has no 64-bit results.
DType narrow(DType dtype) {
  return dtype == DType::float64  ? DType::float32
         : dtype == DType::int64  ? DType::int32
         : dtype == DType::uint64 ? DType::uint32
                                  : dtype;
}

double tolerance(DType dtype) {
  return dtype == DType::bfloat16 ? 1.6e-2 : dtype == DType::float16 ? 2e-3 : 4e-6;
}

bool close(double got, double wanted, double tolerance) {
  if (std::isnan(wanted) || std::isnan(got)) return std::isnan(wanted) == std::isnan(got);
  if (std::isinf(wanted) || std::isinf(got)) return got == wanted;
  return std::abs(got - wanted) <= tolerance * std::max(1.0, std::abs(wanted));
}

/// What distinguishes `got` from Keras's answer; "" if nothing does.
std::string difference(const Tensor& got, const Tensor& wanted) {
  if (narrow(got.dtype()) != wanted.dtype())
    return text("dtype ", got.dtype(), " for ", wanted.dtype());
  if (got.shape() != wanted.shape()) return text("shape ", got.shape(), " for ", wanted.shape());
  const auto x = got.to_vector<double>(), y = wanted.to_vector<double>();
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!close(x[i], y[i], tolerance(wanted.dtype())))
      return text("element ", i, " is ", x[i], " for ", y[i]);
  return "";
}

std::string difference(const std::vector<Tensor>& got, const std::vector<Tensor>& wanted) {
  if (got.size() != wanted.size()) return text(got.size(), " results for ", wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    const auto found = difference(got[i], wanted[i]);
    if (!found.empty()) return found;
  }
  return "";
}

std::vector<Tensor> called(const Golden& golden, const Call& call) {
  const auto* row = find_row(golden.op);
  REQUIRE_MESSAGE(row, "no row for ", golden.op);
  return row->call(call);
}

/// `x` with arithmetic before it, if it is made of floats.
Tensor prepared(const Tensor& x) {
  return x.dtype().is_floating() && !x.spec().weak ? x * 0.75 + 0.125 : x;
}

/// Arithmetic on `y`.
Tensor continued(const Tensor& y) {
  if (y.dtype() == DType::boolean) return !y;
  return y.dtype().is_floating() ? y * 1.5 - y * y : y + y;
}

}  // namespace

TEST_CASE("every operation answers as Keras does") {
  for (const auto& golden : golden_cases()) {
    CAPTURE(golden.text);
    std::string found;
    try {
      found = difference(called(golden, golden.call), golden.expected);
    } catch (const std::exception& error) {
      found = error.what();
    }
    CHECK_MESSAGE(found.empty(), golden.op, ": ", found);
  }
}

TEST_CASE("every row of the table has a case") {
  std::set<std::string_view> tested;
  for (const auto& golden : golden_cases()) tested.insert(golden.op);
  for (const auto& row : rows()) CHECK_MESSAGE(tested.contains(row.name), row.name);
}

TEST_CASE("an operation inside of a fused program answers as alone") {
  for (const auto& golden : golden_cases()) {
    if (golden.op == "nonzero") continue;  // computed at once
    CAPTURE(golden.text);
    auto call = golden.call;
    for (auto& argument : call.arguments)
      for (auto& each : argument) each = prepared(each);
    for (const auto& y : called(golden, call)) {
      const auto z = continued(y);
      const auto alone = StepByStep()(z);
      CHECK_MESSAGE(same_bits(z, alone), golden.op);
    }
  }
}

TEST_CASE("the number of threads changes no bit") {
  const auto numbers = scattered(37 * 1031, -1.7, 1.7, 1);
  const Tensor x(std::vector<float>(numbers.begin(), numbers.end()), {37, 1031});
  const auto results = [&] {
    return std::vector<Tensor>{
        gelu(x) * x,
        softmax(x),
        softmax(x, {.axis = 0}),
        sum(x),
        mean(x, {.axis = 0}),
        var(x, {.axis = 1}),
        prod(x, {.axis = 1}),
        max(x),
        logsumexp(x, {.axis = -1}),
        argmax(x, {.axis = 0}),
        cumsum(x),
        cumsum(x, {.axis = 0}),
        cumprod(x, {.axis = 1}),
        sort(x),
        sort(x, {.axis = 0}),
        argsort(x),
        top_k(x, 5)[0],
        matmul(x, transpose(x)),
        matmul(transpose(x), x),
        einsum("ij,kj->ik", {x, x}),
        transpose(x),
        take(x, Tensor(std::vector<int>{3, -1, 0, 36}), {0}),
        concatenate({x, x}, {1}),
        flip(x),
        roll(x, 100),
        pad(x, {{3, 3}, {5, 7}}, {.mode = "reflect"}),
        tile(x, {2, 2}),
        repeat(x, 3, {1}),
        tril(x),
        cast(x, "bfloat16") * 2,
    };
  };
  const int before = runtime::num_threads();
  runtime::set_num_threads(1);
  const auto single = results();
  for (const auto& each : single) graph::evaluate({each});
  runtime::set_num_threads(2);
  const auto twofold = results();
  for (std::size_t i = 0; i < single.size(); ++i) {
    CAPTURE(i);
    CHECK(same_bits(single[i], twofold[i]));
  }
  runtime::set_num_threads(before);
}

TEST_CASE("products of bytes are exact however long the sums are") {
  const auto most = cast(full({1, 3000}, -128.0), "int8");
  CHECK(int(squeeze(matmul(most, transpose(most)))) == 3000 * 128 * 128);
  CHECK(int(squeeze(einsum("ij,kj->ik", {most, most}))) == 3000 * 128 * 128);
  const auto y = einsum("ij,j->i", {most, cast(ones({3000}), "int8")});
  CHECK(y.dtype() == DType::int32);
  CHECK(int(squeeze(y)) == -3000 * 128);
  CHECK(int(squeeze(einsum("ij->i", {most}))) == -3000 * 128);
  CHECK(int(einsum("i,j->ij", {most[0], most[0]})[0][0]) == 128 * 128);
}

}  // namespace keras::ops
