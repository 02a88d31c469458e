// Every operation's first and second derivative against differences of its values.
#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "keras/autodiff/gradients.hpp"
#include "keras/compiler/program.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/op_table_test.hpp"
#include "keras/ops/operators.hpp"

namespace keras::ops {
namespace {

Tensor constant(const Shape& shape, unsigned seed) {
  return Tensor(scattered(static_cast<std::size_t>(shape.elements()), 0.4, 1.6, seed), shape);
}

bool is_probed(const Tensor& x) { return x.dtype() == DType::float32 && !x.spec().weak; }

/// The sum of all elements with fixed weights; None if there is nothing to differentiate. Results
/// in coarser dtypes have no slopes that differences could show.
Tensor weighted_sum(const std::vector<Tensor>& ys, unsigned seed) {
  Tensor total;
  for (const auto& y : ys) {
    if (!y.defined() || y.dtype() != DType::float64) continue;
    const auto part = sum(y * constant(y.shape(), ++seed));
    total = total.defined() ? total + part : part;
  }
  return total;
}

/// A scalar function of several arrays and its gradients, compiled.
class Probe {
 public:
  Probe(const Row& row, Call call) {
    for (auto& argument : call.arguments)
      for (auto& each : argument)
        if (is_probed(each))
          places_.push_back(each = graph::placeholder({each.shape(), DType::float64}));
    value_ = weighted_sum(row.call(call), 10);
    if (!value_.defined()) return;
    gradients_ = gradients(value_, places_);
    slope_ = weighted_sum(gradients_, 20);
    if (slope_.defined()) second_ = gradients(slope_, places_);
  }

  bool any() const { return value_.defined() && !places_.empty(); }

  /// Compares the slopes along random directions with differences.
  std::string difference(double low, double high) const {
    const auto wanted = measured(value_, low, high), got = along(gradients_, low, high);
    if (std::abs(wanted - got) > tolerance(wanted))
      return text("the gradient is ", got, " for ", wanted);
    if (!slope_.defined()) return "";
    const auto second_wanted = measured(slope_, low, high), second = along(second_, low, high);
    if (std::abs(second_wanted - second) > tolerance(second_wanted))
      return text("the second derivative is ", second, " for ", second_wanted);
    return "";
  }

 private:
  static double tolerance(double size) { return 1e-6 * std::max(1.0, std::abs(size)); }

  std::vector<Tensor> point(double low, double high, double distance) const {
    std::vector<Tensor> result;
    for (unsigned i = 0; i < places_.size(); ++i) {
      const auto count = static_cast<std::size_t>(places_[i].size());
      auto x = scattered(count, low, high, 30 + i);
      const auto direction = scattered(count, -1, 1, 40 + i);
      for (std::size_t j = 0; j < count; ++j) x[j] += distance * direction[j];
      result.emplace_back(x, places_[i].shape());
    }
    return result;
  }

  double measured(const Tensor& f, double low, double high) const {
    constexpr double step = 1e-5;
    const compiler::Program program({places_, {f}, {}});
    const auto above = double(program(point(low, high, step))[0]),
               below = double(program(point(low, high, -step))[0]);
    return (above - below) / (2 * step);
  }

  double along(const std::vector<Tensor>& gradients, double low, double high) const {
    double total = 0;
    for (unsigned i = 0; i < gradients.size(); ++i) {
      if (!gradients[i].defined()) continue;
      const compiler::Program program({places_, {gradients[i]}, {}});
      const auto slope = program(point(low, high, 0))[0].to_vector<double>();
      const auto direction = scattered(slope.size(), -1, 1, 40 + i);
      for (std::size_t j = 0; j < slope.size(); ++j) total += slope[j] * direction[j];
    }
    return total;
  }

  std::vector<Tensor> places_, gradients_, second_;
  Tensor value_, slope_;
};

/// The operation with the shapes and keywords of a case: equal ones are probed once.
std::string signature(const Golden& golden) {
  auto result = text(golden.op, golden.text.substr(golden.text.find("\"kwargs\"")).substr(0, 60));
  for (const auto& argument : golden.call.arguments)
    for (const auto& each : argument) result += text(each.dtype(), each.shape());
  return result;
}

bool is_small(const Golden& golden) {
  std::int64_t elements = 0, floats = 0;
  for (const auto& argument : golden.call.arguments)
    for (const auto& each : argument) elements += each.size(), floats += is_probed(each);
  return floats > 0 && elements <= 100;
}

}  // namespace

TEST_CASE("every operation's gradient, and the gradient of that, are slopes") {
  std::set<std::string> probed;
  for (const auto& golden : golden_cases()) {
    if (golden.op == "nonzero" || !is_small(golden)) continue;
    if (!probed.insert(signature(golden)).second) continue;
    CAPTURE(golden.text);
    const auto* row = find_row(golden.op);
    REQUIRE_MESSAGE(row, "no row for ", golden.op);
    std::string found;
    try {
      const Probe probe(*row, golden.call);
      if (probe.any()) found = probe.difference(row->low, row->high);
    } catch (const std::exception& error) {
      found = error.what();
    }
    CHECK_MESSAGE(found.empty(), golden.op, ": ", found);
  }
}

}  // namespace keras::ops
