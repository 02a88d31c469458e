#include "keras/compiler/half_products.hpp"

#include <doctest/doctest.h>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/step_by_step_test.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"
#include "keras/runtime/cpu/matrix_unit.hpp"

namespace keras::compiler {
namespace {

using Tensors = std::vector<Tensor>;

Traced traced(const Tensors& examples, const Body& body) {
  Traced traced;
  for (const auto& example : examples)
    traced.arguments.push_back(graph::placeholder(example.spec()));
  traced.results = body(traced.arguments);
  return traced;
}

/// Small whole numbers: their products are exact in every order.
Tensor numbers(Shape shape, int seed) {
  return ops::floor(random::uniform(std::move(shape), {.minval = -8, .maxval = 8, .seed = seed}));
}

/// A layer in mixed precision and its gradients.
Tensors layer(const Tensors& in) {
  const auto x = ops::cast(in[0], "bfloat16"), w = ops::cast(in[1], "bfloat16");
  const auto y = ops::relu(ops::matmul(x, w));
  const auto loss = ops::sum(ops::cast(y, "float32") * in[2]);
  const auto slopes = gradients(loss, Tensors{in[0], in[1]});
  return {ops::cast(y, "float32"), slopes[0], slopes[1]};
}

}  // namespace

TEST_CASE("products of bfloat16 and their gradients go to the matrix unit, with equal numbers") {
  const auto* unit = runtime::matrix_unit_in_software();
  if (unit == nullptr) return;
  for (const auto& rows : {Shape{70, 48}, Shape{2, 35, 48}}) {
    auto columns = rows;
    columns[-1] = 90;
    const Tensors in = {numbers(rows, 1), numbers({48, 90}, 2), numbers(columns, 3)};
    const Program with(traced(in, layer), unit), without(traced(in, layer), nullptr);
    const auto printed = with.print();
    CHECK(printed.find("matmul 70x48x90 bfloat16") != std::string::npos);
    CHECK(printed.find("matmul 70x90x48 bfloat16") != std::string::npos);
    CHECK(printed.find("matmul 48x70x90 bfloat16") != std::string::npos);
    CHECK(without.print().find("bfloat16") == std::string::npos);
    const auto found = with(in), wanted = without(in);
    for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(same_bits(found[i], wanted[i]));
  }
}

TEST_CASE("what is float32 elsewhere too, and small products, stay as they are") {
  const auto* unit = runtime::matrix_unit_in_software();
  if (unit == nullptr) return;
  const Tensors in = {numbers({64, 64}, 1), numbers({64, 64}, 2)};
  const Body body = [](const Tensors& x) {
    const auto wide = ops::cast(ops::cast(x[0], "bfloat16"), "float32");
    return Tensors{ops::matmul(wide, x[1]), ops::matmul(wide, wide), wide};
  };
  const Program program(traced(in, body), unit);
  const auto printed = program.print();
  CHECK(printed.find("bfloat16") != std::string::npos);
  CHECK(printed.find("bfloat16") == printed.rfind("bfloat16"));
  const auto found = program(in), wanted = Program(traced(in, body), nullptr)(in);
  for (std::size_t i = 0; i < wanted.size(); ++i) CHECK(same_bits(found[i], wanted[i]));
}

}  // namespace keras::compiler
