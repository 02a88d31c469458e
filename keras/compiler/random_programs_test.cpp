// Programs of random operations against the same operations one by one.
#include <doctest/doctest.h>

#include <functional>
#include <random>

#include "keras/compiler/program.hpp"
#include "keras/compiler/step_by_step_test.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::compiler {
namespace {

using Tensors = std::vector<Tensor>;

/// Grows a pool of tensors by random operations; all numbers stay small.
class Generator {
 public:
  Generator(unsigned seed, Tensors pool) : random_(seed), pool_(std::move(pool)) {}

  void step() {
    const auto made = operation(any());
    if (made.size() > 0 && made.size() < 20000) pool_.push_back(made);
  }
  const Tensors& pool() const { return pool_; }
  int below(std::size_t bound) {
    return static_cast<int>(std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_));
  }
  const Tensor& any() { return pool_[std::size_t(below(pool_.size()))]; }

 private:
  /// A tensor that broadcasts with `x`.
  const Tensor& partner(const Tensor& x) {
    for (int i = 0; i < 20; ++i) {
      const auto& y = any();
      const int shared = std::min(x.rank(), y.rank());
      bool fits = true;
      for (int axis = 1; axis <= shared; ++axis)
        fits = fits &&
               (x.shape(-axis) == y.shape(-axis) || x.shape(-axis) == 1 || y.shape(-axis) == 1);
      if (fits) return y;
    }
    return x;
  }

  Tensor bounded(const Tensor& x) {
    return x.dtype().is_floating() ? ops::clip(x, -3, 3) : x.dtype().is_integer() ? x % 17 : x;
  }

  Tensor operation(const Tensor& x) {
    switch (below(5)) {
      case 0:
        return unary(x);
      case 1:
      case 2:
        return bounded(binary(x, partner(x)));
      case 3:
        return shaped(x);
      default:
        return reduced(x);
    }
  }

  Tensor unary(const Tensor& x) {
    switch (below(8)) {
      case 0:
        return ops::tanh(x);
      case 1:
        return ops::relu(x);
      case 2:
        return ops::cast(x, pick({"float32", "float16", "bfloat16", "int32", "bool", "float64"}));
      case 3:
        return ops::sigmoid(x) - 0.5;
      case 4:
        return ops::exp(-ops::abs(ops::cast(x, "float32")));
      case 5:
        return ops::stop_gradient(x);
      case 6:
        return ops::isfinite(x);
      default:
        return bounded(ops::square(x) + 1);
    }
  }

  const char* pick(std::initializer_list<const char*> names) {
    return *(names.begin() + below(names.size()));
  }

  Tensor binary(const Tensor& x, const Tensor& y) {
    switch (below(8)) {
      case 0:
        return x + y;
      case 1:
        return x * y;
      case 2:
        return ops::maximum(x, y);
      case 3:
        return ops::where(x > y, x, y * 2);
      case 4:
        return x / (ops::abs(ops::cast(y, "float32")) + 1);
      case 5:
        return ops::cast(x == y, "float32") + x;
      case 6:
        return x.rank() > 0 && y.rank() > 0 ? product(x, y) : x;
      default:
        return ops::cast(x, "float32") - y;
    }
  }

  static Tensor product(const Tensor& x, const Tensor& y) {
    const auto a = ops::cast(x, "float32"), b = ops::cast(y, "float32");
    if (a.rank() != 2 || b.rank() != 2) return a;
    if (a.shape(1) == b.shape(0)) return ops::matmul(a, b);
    return a.shape(1) == b.shape(1) ? ops::matmul(a, ops::transpose(b)) : a;
  }

  Tensor shaped(const Tensor& x) {
    if (x.rank() == 0) return ops::broadcast_to(x, {3});
    switch (below(8)) {
      case 0:
        return ops::transpose(x);
      case 1:
        return ops::ravel(x);
      case 2:
        return ops::flip(x, {.axis = 0});
      case 3:
        return ops::concatenate({x, x * 2}, {x.rank() - 1});
      case 4:
        return x[range(0, std::max<std::int64_t>(1, x.shape(0) / 2))];
      case 5:
        return x.rank() < 4 ? ops::expand_dims(x, below(std::size_t(x.rank()) + 1)) : x;
      case 6:
        return ops::squeeze(x);
      default:
        return ops::cumsum(ops::cast(x, "float32") * 0.01, {.axis = -1});
    }
  }

  Tensor reduced(const Tensor& x) {
    if (x.rank() == 0) return -ops::cast(x, "float32");
    const int axis = below(std::size_t(x.rank()));
    const bool keep = below(2) == 0;
    switch (below(5)) {
      case 0:
        return ops::mean(x, {.axis = axis, .keepdims = keep});
      case 1:
        return ops::max(x, {.axis = axis, .keepdims = keep});
      case 2:
        return bounded(ops::sum(x, {.axis = axis, .keepdims = keep}));
      case 3:
        return ops::softmax(ops::cast(x, "float32"), {.axis = axis});
      default:
        return bounded(ops::sum(x));
    }
  }

  std::mt19937 random_;
  Tensors pool_;
};

Tensor numbers(Shape shape, int seed) {
  return random::uniform(std::move(shape), {.minval = -1, .maxval = 1, .seed = seed});
}

/// One random program: two arguments, three variables of which some are assigned.
void run_case(unsigned seed) {
  const Tensors arguments = {numbers({6, 8}, 1), numbers({70, 33}, 2)};
  const Variables variables = {Variable(numbers({8, 5}, 3)), Variable(numbers({33}, 4)),
                               Variable(numbers({6, 8}, 5))};
  StepByStep alone;
  graph::Trace trace;
  Traced traced;
  Tensors pool;
  for (const auto& argument : arguments) {
    traced.arguments.push_back(graph::placeholder(argument.spec()));
    alone.give(traced.arguments.back(), argument);
    pool.push_back(traced.arguments.back());
  }
  for (const auto& variable : variables) {
    pool.push_back(variable.value());
    alone.give(pool.back(), variable.slot()->value);
  }
  Generator generator(seed, pool);
  for (int i = 0; i < 200; ++i) generator.step();
  for (int i = 0; i < 12; ++i) traced.results.push_back(generator.any());
  for (const auto& variable : variables)
    for (const auto& made : generator.pool())
      if (made.shape() == variable.shape() && generator.below(2) == 0) variable.assign(made);
  traced.updates = trace.updates();

  Tensors wanted, updated;
  {
    const graph::TracePause pause;
    for (const auto& result : traced.results) wanted.push_back(alone(result));
    for (const auto& update : traced.updates) updated.push_back(alone(update.value));
    const auto results = Program(traced)(arguments);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      CAPTURE(i);
      CHECK(same_bits(results[i], wanted[i]));
    }
    for (std::size_t i = 0; i < updated.size(); ++i) {
      CAPTURE(i);
      CHECK(same_bits(traced.updates[i].slot->value, updated[i]));
    }
  }
}

}  // namespace

TEST_CASE("random programs compute what their operations compute one by one") {
  const int before = runtime::num_threads();
  for (unsigned seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    runtime::set_num_threads(1 + static_cast<int>(seed % 2));
    run_case(seed);
  }
  runtime::set_num_threads(before);
}

}  // namespace keras::compiler
