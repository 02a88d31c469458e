#include "keras/regularizers/regularizers.hpp"

#include <cmath>

#include "keras/core/described.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::regularizers {
namespace {

void check_factor(const char* class_name, const char* argument, double factor) {
  if (!(factor >= 0) || std::isinf(factor))
    fail("regularizers.", class_name, ": ", argument,
         " must be a finite number of at least 0; received ", argument, "=", factor);
}

template <class Options>
struct Norms final : Described<Regularizer::Impl, Options> {
  const char* name;
  double l1, l2;
  Norms(const char* class_name, Options options, double l1, double l2)
      : Described<Regularizer::Impl, Options>(options), name(class_name), l1(l1), l2(l2) {
    check_factor(name, "l1", l1);
    check_factor(name, "l2", l2);
  }
  std::string_view class_name() const override { return name; }

  Tensor penalty(const Tensor& x) const override {
    auto total = ops::number(0, x.dtype());
    if (l1 != 0) total = total + l1 * ops::sum(ops::abs(x));
    if (l2 != 0) total = total + l2 * ops::sum(ops::square(x));
    return total;
  }
};

/// Keras keeps some factors as float32, and so does a saved model.
template <class Options>
Options rounded(Options options, double Options::*factor) {
  options.*factor = static_cast<double>(static_cast<float>(options.*factor));
  return options;
}

struct Orthogonal final : Described<Regularizer::Impl, OrthogonalRegularizerOptions> {
  explicit Orthogonal(OrthogonalRegularizerOptions o) : Described(std::move(o)) {
    check_factor("OrthogonalRegularizer", "factor", options.factor);
    const std::vector<std::string> modes = {"rows", "columns"};
    if (options.mode != "rows" && options.mode != "columns")
      fail("regularizers.OrthogonalRegularizer: unknown mode ", quoted(options.mode),
           suggestion(options.mode, modes));
  }
  std::string_view class_name() const override { return "OrthogonalRegularizer"; }

  Tensor penalty(const Tensor& x) const override {
    if (x.rank() != 2)
      fail("regularizers.OrthogonalRegularizer: the input must have two axes; received shape ",
           x.shape());
    const bool rows = options.mode == "rows";
    const auto squares = ops::sum(ops::square(x), {.axis = rows ? 1 : 0, .keepdims = true});
    const auto unit = x * ops::minimum(ops::rsqrt(squares), 1 / config::epsilon());
    const auto product =
        rows ? ops::matmul(unit, ops::transpose(unit)) : ops::matmul(ops::transpose(unit), unit);
    const auto size = product.shape(0);
    const auto others = product * (1.0 - ops::eye(static_cast<int>(size), {.dtype = x.dtype()}));
    const double pairs = static_cast<double>(size) * static_cast<double>(size - 1) / 2;
    return options.factor * 0.5 * ops::sum(ops::abs(others)) / pairs;
  }
};

}  // namespace

L1::L1(L1Options options)
    : Regularizer(std::make_shared<const Norms<L1Options>>("L1", rounded(options, &L1Options::l1),
                                                           options.l1, 0)) {}
L2::L2(L2Options options)
    : Regularizer(std::make_shared<const Norms<L2Options>>("L2", options, 0, options.l2)) {}
L1L2::L1L2(L1L2Options options)
    : Regularizer(
          std::make_shared<const Norms<L1L2Options>>("L1L2", options, options.l1, options.l2)) {}
OrthogonalRegularizer::OrthogonalRegularizer(OrthogonalRegularizerOptions options)
    : Regularizer(std::make_shared<const Orthogonal>(
          rounded(std::move(options), &OrthogonalRegularizerOptions::factor))) {}

const Registered<Regularizer> registered_orthogonal_regularizer =
    registered<Regularizer, OrthogonalRegularizer, OrthogonalRegularizerOptions>(
        "keras.regularizers", "OrthogonalRegularizer");
const Registered<Regularizer> registered_l1 =
    registered<Regularizer, L1, L1Options>("keras.regularizers", "L1");
const Registered<Regularizer> registered_l2 =
    registered<Regularizer, L2, L2Options>("keras.regularizers", "L2");
const Registered<Regularizer> registered_l1_l2 =
    registered<Regularizer, L1L2, L1L2Options>("keras.regularizers", "L1L2", {"l1_l2"});

}  // namespace keras::regularizers
