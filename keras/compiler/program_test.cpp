#include "keras/compiler/program.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <numeric>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/step_by_step_test.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"
#include "keras/random/random.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::compiler {
namespace {

using Floats = std::vector<float>;
using Tensors = std::vector<Tensor>;

Tensor vector(Floats values) { return Tensor(values); }

Tensor numbers(Shape shape, int seed = 1) {
  return random::uniform(std::move(shape), {.minval = -1, .maxval = 1, .seed = seed});
}

}  // namespace

TEST_CASE("a program runs again with other arguments") {
  const auto program =
      compiled({vector({0, 0})}, [](const Tensors& in) { return Tensors{in[0] * 2 + 1}; });
  CHECK(program(Tensors{vector({1, 2})})[0].to_vector<float>() == Floats{3, 5});
  CHECK(program(Tensors{vector({-1, 0})})[0].to_vector<float>() == Floats{-1, 1});
  CHECK(program.argument(0).shape == Shape{2});
  CHECK(program.result(0).dtype == DType::float32);
}

TEST_CASE("results may be arguments, constants, variables, numbers and each other") {
  const Variable v(vector({7, 8}));
  const auto constant = vector({5, 6});
  const auto program = compiled({vector({0, 0})}, [&](const Tensors& in) {
    const auto y = in[0] + 1;
    return Tensors{in[0],
                   constant,
                   v.value(),
                   y,
                   y,
                   ops::reshape(y, {2, 1}),
                   Tensor(3.0) * 2,
                   ops::reshape(in[0], {1, 2})};
  });
  const auto out = program(Tensors{vector({1, 2})});
  CHECK(out[0].to_vector<float>() == Floats{1, 2});
  CHECK(out[1].to_vector<float>() == Floats{5, 6});
  CHECK(out[2].to_vector<float>() == Floats{7, 8});
  CHECK(out[3].to_vector<float>() == Floats{2, 3});
  CHECK(out[4].to_vector<float>() == Floats{2, 3});
  CHECK(out[5].shape() == Shape{2, 1});
  CHECK(out[5].to_vector<float>() == Floats{2, 3});
  CHECK(float(out[6]) == 6);
  CHECK(out[7].to_vector<float>() == Floats{1, 2});
}

TEST_CASE("a variable is updated in place, each run anew") {
  const Variable v(vector({1, 2}));
  const auto program = compiled({}, [&](const Tensors&) {
    v.assign(v.value() * 2 + 1);
    return Tensors{v.value() * 10};
  });
  CHECK(program(Tensors{})[0].to_vector<float>() == Floats{30, 50});
  CHECK(program(Tensors{})[0].to_vector<float>() == Floats{70, 110});
  CHECK(v.value().to_vector<float>() == Floats{7, 11});
}

TEST_CASE("a tensor read before a program runs keeps its value") {
  const Variable v(vector({1, 2}));
  const auto program = compiled({}, [&](const Tensors&) {
    v.assign(v.value() + 1);
    return Tensors{};
  });
  const auto before = v.value();
  const auto derived = v.value() * 10;
  program(Tensors{});
  const auto between = v.value();
  program(Tensors{});
  CHECK(before.to_vector<float>() == Floats{1, 2});
  CHECK(derived.to_vector<float>() == Floats{10, 20});
  CHECK(between.to_vector<float>() == Floats{2, 3});
  CHECK(v.value().to_vector<float>() == Floats{3, 4});
}

TEST_CASE("the old value is read before it is overwritten") {
  const Variable v(vector({1, 2, 3}));
  const auto program = compiled({}, [&](const Tensors&) {
    const auto old = v.value();
    v.assign(old * 2);
    const auto doubled = v.value();
    return Tensors{old, old + doubled, ops::sum(old), old - 1};
  });
  const auto out = program(Tensors{});
  CHECK(out[0].to_vector<float>() == Floats{1, 2, 3});
  CHECK(out[1].to_vector<float>() == Floats{3, 6, 9});
  CHECK(float(out[2]) == 6);
  CHECK(out[3].to_vector<float>() == Floats{0, 1, 2});
  CHECK(v.value().to_vector<float>() == Floats{2, 4, 6});
}

TEST_CASE("two variables change places") {
  const Variable a(vector({1, 2})), b(vector({3, 4}));
  const auto program = compiled({}, [&](const Tensors&) {
    const auto x = a.value(), y = b.value();
    a.assign(y), b.assign(x);
    return Tensors{};
  });
  program(Tensors{});
  CHECK(a.value().to_vector<float>() == Floats{3, 4});
  CHECK(b.value().to_vector<float>() == Floats{1, 2});
  program(Tensors{});
  CHECK(a.value().to_vector<float>() == Floats{1, 2});
}

TEST_CASE("a matrix is updated from its own reflection") {
  const Variable v(ops::array({{1.0, 2.0}, {3.0, 4.0}}));
  const auto program = compiled({}, [&](const Tensors&) {
    v.assign(ops::transpose(v.value()) + v.value());
    return Tensors{};
  });
  program(Tensors{});
  CHECK(v.value().to_vector<float>() == Floats{2, 5, 5, 8});
}

TEST_CASE("one assigned after another holds the last value; arguments can be assigned") {
  const Variable v(vector({1, 2})), w(vector({0, 0}));
  const auto program = compiled({vector({0, 0})}, [&](const Tensors& in) {
    v.assign(in[0]);
    v.assign(v.value() * 3);
    w.assign(in[0]);
    return Tensors{v.value()};
  });
  CHECK(program(Tensors{vector({5, 6})})[0].to_vector<float>() == Floats{15, 18});
  CHECK(v.value().to_vector<float>() == Floats{15, 18});
  CHECK(w.value().to_vector<float>() == Floats{5, 6});
}

namespace {

/// One step of descent with momentum and weight decay, with the matrix read by whom the case says.
struct Layer {
  Variable kernel{numbers({70, 37}, 3)}, velocity{ops::zeros({70, 37})};
  Variable bias{numbers({37}, 4)};

  Tensors step(const Tensor& x, const Tensor& y, bool momentum, bool decay, bool watched) const {
    const auto predicted = ops::tanh(ops::matmul(x, kernel.value()) + bias.value());
    auto loss = ops::mean(ops::square(predicted - y));
    if (decay) loss = loss + ops::sum(ops::square(kernel.value())) * 0.01;
    const auto slopes = gradients(loss, Variables{kernel, bias});
    Tensors results = {loss};
    if (watched) results.push_back(ops::sum(kernel.value(), {.axis = 0}));
    if (watched) results.push_back(kernel.value());
    if (momentum) {
      velocity.assign(velocity.value() * 0.9 - slopes[0] * 0.1);
      kernel.assign_add(velocity.value());
    } else {
      kernel.assign_sub(slopes[0] * 0.1);
    }
    bias.assign_sub(slopes[1] * 0.1);
    return results;
  }
};

}  // namespace

TEST_CASE("training in a program is training step by step") {
  const auto x = numbers({50, 70}, 1), y = numbers({50, 37}, 2);
  for (int kind = 0; kind < 8; ++kind) {
    CAPTURE(kind);
    const bool momentum = (kind & 1) != 0, decay = (kind & 2) != 0, watched = (kind & 4) != 0;
    const Layer fast, slow;
    const auto program = compiled({x, y}, [&](const Tensors& in) {
      return fast.step(in[0], in[1], momentum, decay, watched);
    });
    for (int i = 0; i < 3; ++i) {
      const auto results = program(Tensors{x, y});
      const auto wanted = slow.step(x, y, momentum, decay, watched);
      for (std::size_t j = 0; j < wanted.size(); ++j) {
        CAPTURE(j);
        const auto error = ops::max(ops::abs(results[j] - wanted[j]));
        CHECK(float(error) < 1e-5F);
      }
    }
    CHECK(float(ops::max(ops::abs(fast.kernel.value() - slow.kernel.value()))) < 1e-6F);
    CHECK(float(ops::max(ops::abs(fast.bias.value() - slow.bias.value()))) < 1e-6F);
  }
}

TEST_CASE("a matrix in panels is read by other programs, rows and products") {
  const Layer layer;
  const auto x = numbers({50, 70}, 1), y = numbers({50, 37}, 2);
  const auto train = compiled(
      {x, y}, [&](const Tensors& in) { return layer.step(in[0], in[1], true, false, false); });
  const auto read = compiled({x}, [&](const Tensors& in) {
    return Tensors{ops::matmul(in[0], layer.kernel.value()), ops::transpose(layer.kernel.value()),
                   ops::matmul(layer.kernel.value(), ops::transpose(layer.kernel.value()))};
  });
  train(Tensors{x, y});
  const auto first = read(Tensors{x});
  const auto kernel = layer.kernel.value();
  CHECK(same_bits(first[0], ops::matmul(x, kernel)));
  CHECK(same_bits(first[1], ops::transpose(kernel)));
  CHECK(float(ops::max(ops::abs(first[2] - ops::matmul(kernel, ops::transpose(kernel))))) < 1e-5F);
  train(Tensors{x, y});
  CHECK_FALSE(same_bits(kernel, layer.kernel.value()));
  CHECK(same_bits(read(Tensors{x})[0], ops::matmul(x, layer.kernel.value())));
  layer.kernel.assign(ops::ones({70, 37}));
  CHECK(same_bits(read(Tensors{x})[0], ops::matmul(x, ops::ones({70, 37}))));
}

TEST_CASE("reductions of every pattern of axes") {
  const Shape shapes[] = {{1, 1, 1},    {2, 3, 4},   {5, 1, 7},     {1, 300, 1},    {3, 1000, 2},
                          {2, 2, 5000}, {1, 70, 70}, {200, 3, 300}, {1, 200003, 1}, {3, 100001, 1},
                          {0, 3, 4},    {3, 0, 4},   {3, 4, 0}};
  for (const auto& shape : shapes) {
    check_same({numbers(shape)}, [](const Tensors& in) {
      const auto x = in[0] * 2 + 0.5;
      Tensors out = {ops::sum(x)};
      for (const auto& axes : {Axes{0}, Axes{1}, Axes{2}, Axes{0, 1}, Axes{0, 2}, Axes{1, 2}})
        out.push_back(ops::sum(x, {.axis = axes}) * 2);
      return out;
    });
    if (shape.elements() == 0) continue;
    check_same({numbers(shape)}, [](const Tensors& in) {
      return Tensors{ops::max(in[0] * 2, {.axis = 1}), ops::min(in[0], {.axis = 0}),
                     ops::prod(in[0] + 1, {.axis = 2}), ops::mean(in[0]),
                     ops::sum(ops::cast(in[0] > 0, "int32"), {.axis = 1})};
    });
  }
}

TEST_CASE("sums of long rows are close to the exact sum") {
  for (const std::int64_t length : {1000003, 65537, 32768}) {
    std::vector<double> exact(static_cast<std::size_t>(length));
    Floats values(exact.size());
    for (std::size_t i = 0; i < exact.size(); ++i)
      values[i] = static_cast<float>(exact[i] = double((i * 7919) % 1000) / 1024 - 0.25);
    const auto wanted = std::accumulate(exact.begin(), exact.end(), 0.0);
    CHECK(double(ops::sum(Tensor(values))) == doctest::Approx(wanted).epsilon(1e-5));
    CHECK(float(ops::max(Tensor(values))) == *std::max_element(values.begin(), values.end()));
  }
}

TEST_CASE("empty tensors go through every kind of kernel") {
  check_same({ops::zeros({0, 3}), ops::zeros({3, 0})}, [](const Tensors& in) {
    return Tensors{in[0] + 1,
                   ops::sum(in[0]),
                   ops::sum(in[0] * 2, {.axis = 0}),
                   ops::prod(in[0], {.axis = 0}),
                   ops::matmul(in[0], in[1]),
                   ops::matmul(in[1], in[0]) + 1,
                   ops::transpose(in[0]),
                   ops::concatenate({in[0], ops::ones({2, 3})}),
                   ops::softmax(in[1], {.axis = 0}),
                   ops::cumsum(in[0], {.axis = 0}),
                   ops::sort(in[0]),
                   ops::flip(in[0]),
                   ops::take(in[1], ops::reshape(ops::arange(0), {0}), {1})};
  });
  const auto product = ops::matmul(ops::zeros({3, 0}), ops::zeros({0, 2}));
  CHECK(product.to_vector<float>() == Floats(6, 0));
}

TEST_CASE("16-bit floats and other dtypes fuse as they compute alone") {
  for (const auto* dtype : {"float16", "bfloat16", "float64", "int32", "uint8", "int8", "int64"}) {
    CAPTURE(dtype);
    const auto x = ops::cast(numbers({37, 61}) * 5, dtype),
               row = ops::cast(numbers({61}, 2) * 3, dtype);
    check_same({x, row}, [](const Tensors& in) {
      const auto y = ops::maximum(in[0] * 2 + in[1], in[0] - 1);
      return Tensors{
          y,           ops::where(y > in[0], y, in[1]), ops::sum(y, {.axis = 0}),
          ops::max(y), ops::cast(y, "float32") * 0.1,   ops::sum(ops::abs(y) * y, {.axis = 1})};
    });
  }
}

TEST_CASE("values of several shapes and readers share one program") {
  check_same({numbers({33, 65}), numbers({65}, 2), numbers({33, 1}, 3)}, [](const Tensors& in) {
    const auto y = ops::exp(in[0]) * in[1] + in[2];
    const auto rows = ops::reshape(y, {65, 33});
    const auto total = ops::sum(y, {.axis = 1, .keepdims = true});
    return Tensors{y / total,
                   rows * 2,
                   ops::transpose(rows) - y,
                   total,
                   ops::matmul(ops::transpose(y), y) + in[1],
                   ops::reshape(y * y, {5, 11, 39})};
  });
}

TEST_CASE("a traced value cannot be looked at") {
  graph::Trace trace;
  const Variable v(vector({1}));
  CHECK_THROWS_AS(static_cast<void>(float(graph::placeholder({{}, "float32"}))), ValueError);
}

TEST_CASE("constants are told apart by their bits") {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  check_same({vector({1, -1, 2})}, [&](const Tensors& in) {
    return Tensors{ops::where(in[0] > 0, 2.0, nan) + 3.0, ops::where(in[0] > 0, nan, 5.0),
                   1 / ops::where(in[0] > 0, 0.0, -0.0)};
  });
}

TEST_CASE("more than most groups hold still fuses rightly") {
  check_same({numbers({1000})}, [](const Tensors& in) {
    auto x = in[0], y = in[0] * 0.5;
    for (int i = 0; i < 150; ++i) {
      const auto z = x * 0.75 + y * 0.25;
      y = ops::tanh(x - y);
      x = z;
    }
    return Tensors{x, y};
  });
}

TEST_CASE("pointwise operations join the one that stores what they read") {
  const Tensors arguments = {numbers({200, 64}, 1), numbers({64, 150}, 2), numbers({150}, 3),
                             numbers({150, 20}, 4)};
  const auto body = [](const Tensors& in) {
    const auto hidden = ops::matmul(in[0], in[1]) + in[2];
    const auto gated = ops::erf(hidden * 0.75) * hidden;
    return Tensors{ops::matmul(hidden, in[3]), ops::matmul(gated, in[3])};
  };
  const auto printed = compiled(arguments, body).print();
  CHECK(printed.find("matmul 200x64x150 + add multiply erf multiply") != std::string::npos);
  check_same(arguments, body);
}

TEST_CASE("rows added to products are those of their columns, tile by tile") {
  const int before = runtime::num_threads();
  for (const int threads : {1, 2}) {
    runtime::set_num_threads(threads);
    for (const auto& size : {std::array{500, 16, 96}, std::array{230, 20, 144},
                             std::array{60, 24, 130}, std::array{49, 40, 300}}) {
      CAPTURE(size[2]);
      const Tensors arguments = {numbers({size[0], size[1]}, 1), numbers({size[1], size[2]}, 2),
                                 numbers({size[2]}, 3), numbers({size[2]}, 4)};
      check_same(arguments, [](const Tensors& in) {
        const auto scaled = ops::matmul(in[0], in[1]) * in[2] + in[3];
        return Tensors{ops::relu(scaled), ops::relu6(scaled) - scaled};
      });
    }
  }
  runtime::set_num_threads(before);
}

TEST_CASE("rows gathered for later are the right ones, wherever the program gathers them") {
  const auto table = numbers({300, 64}, 1), x = numbers({32, 64}, 2), w = numbers({64, 48}, 3);
  const auto rows = random::randint({32}, 0, 300, {.seed = 4});
  const auto body = [](const Tensors& in) {
    const auto y = ops::softmax(ops::matmul(in[1], in[2]));
    return Tensors{ops::take(in[0], in[3], {.axis = 0}), ops::matmul(ops::transpose(in[1]), y)};
  };
  const int before = runtime::num_threads();
  for (const int threads : {1, 2, 3}) {
    runtime::set_num_threads(threads);
    check_same({table, x, w, rows}, body);
  }
  runtime::set_num_threads(before);
}

}  // namespace keras::compiler
