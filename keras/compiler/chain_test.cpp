#include "keras/compiler/chain.hpp"

#include <doctest/doctest.h>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/program.hpp"
#include "keras/compiler/step_by_step_test.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::compiler {
namespace {

using Tensors = std::vector<Tensor>;

Tensor numbers(Shape shape, int seed) {
  return random::uniform(std::move(shape), {.minval = -1, .maxval = 1, .seed = seed});
}

/// Attention of 16 samples, 2 heads, 64 steps, with a mask that all samples share.
Tensors attention(const Tensors& in) {
  const auto scores = ops::matmul(in[0], ops::transpose(in[1], {{0, 1, 3, 2}}));
  const auto weights = ops::softmax(ops::where(in[3] > 0, scores * 0.25, -1e9));
  return {ops::matmul(weights, in[2])};
}

Tensors samples() {
  return {numbers({16, 2, 64, 24}, 1), numbers({16, 2, 64, 24}, 2), numbers({16, 2, 64, 24}, 3),
          numbers({1, 1, 64, 64}, 4)};
}

/// The groups of kernels that run in parts.
int chains_of(const Program& program) {
  const auto printed = program.print();
  int count = 0;
  for (auto at = printed.find(" parts:"); at != std::string::npos;
       at = printed.find(" parts:", at + 1))
    ++count;
  return count;
}

}  // namespace

TEST_CASE("attention runs sample by sample, with the bits of its steps") {
  CHECK(chains_of(compiled(samples(), attention)) == 1);
  check_same(samples(), attention);
}

TEST_CASE("the gradients of attention run sample by sample, with the bits of their steps") {
  const Body body = [](const Tensors& in) {
    const auto y = attention(in)[0];
    return gradients(ops::sum(y * y), Tensors{in[0], in[1], in[2]});
  };
  CHECK(chains_of(compiled(samples(), body)) > 0);
  check_same(samples(), body);
}

TEST_CASE("heads are read and written where they lie, with the bits of their copies") {
  // (batch, time, heads, depth), as attention layers have them.
  const Tensors inputs = {numbers({16, 24, 2, 8}, 1), numbers({16, 40, 2, 8}, 2),
                          numbers({16, 40, 2, 8}, 3)};
  const Body body = [](const Tensors& in) {
    const auto shares = ops::softmax(ops::einsum("bsnh,btnh->bnts", {in[1], in[0]}));
    const auto y = ops::einsum("bnts,bsnh->btnh", {shares, in[2]});
    const auto slopes = gradients(ops::sum(y * y), Tensors{in[0], in[1], in[2]});
    return Tensors{y, slopes[0], slopes[1], slopes[2]};
  };
  CHECK(compiled(inputs, body).print().find("transpose") == std::string::npos);
  check_same(inputs, body);
}

TEST_CASE("axes that a product cannot read or write in place are copied") {
  const Tensors inputs = {numbers({6, 5, 4, 3}, 1), numbers({6, 3, 5, 7}, 2)};
  const Body body = [](const Tensors& in) {
    const auto product = [&](double scale) {
      return ops::matmul(ops::transpose(in[0] * scale, {{0, 3, 2, 1}}), in[1]);
    };
    return Tensors{ops::transpose(product(1), {{0, 3, 1, 2}}),
                   ops::transpose(product(2), {{0, 2, 3, 1}})};
  };
  check_same(inputs, body);
}

TEST_CASE("what is summed over the samples waits for all of them") {
  const Body body = [](const Tensors& in) {
    const auto weights = attention(in)[0];
    const auto mean = ops::mean(weights, {.axis = {0}, .keepdims = true});
    return Tensors{ops::softmax(weights - mean), mean};
  };
  check_same(samples(), body);
}

TEST_CASE("a variable that a chain reads is written after it was read") {
  const auto x = numbers({16, 2, 64, 64}, 5), start = numbers({16, 2, 64, 64}, 6);
  const Variable v(start);
  const auto program = compiled({x}, [&](const Tensors& in) {
    const auto old = v.value();
    const auto weights = ops::softmax(in[0] * old);
    v.assign(ops::softmax(weights + old));
    return Tensors{weights};
  });
  CHECK(chains_of(program) == 1);
  const auto weights = ops::softmax(x * start), next = ops::softmax(weights + start);
  StepByStep step_by_step;
  CHECK(same_bits(program(Tensors{x})[0], step_by_step(weights)));
  CHECK(same_bits(v.value(), step_by_step(next)));
}

TEST_CASE("parts are shared by threads without changing a bit") {
  const int before = runtime::num_threads();
  const auto program = compiled(samples(), attention);
  const auto inputs = samples();
  runtime::set_num_threads(1);
  const auto one = program(inputs);
  runtime::set_num_threads(3);
  const auto three = program(inputs);
  runtime::set_num_threads(before);
  CHECK(same_bits(one[0], three[0]));
}

}  // namespace keras::compiler
