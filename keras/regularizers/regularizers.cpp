#include "keras/regularizers/regularizers.hpp"

#include <cmath>

#include "keras/core/described.hpp"
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
    Tensor total = 0.0;
    if (l1 != 0) total = total + l1 * ops::sum(ops::abs(x));
    if (l2 != 0) total = total + l2 * ops::sum(ops::square(x));
    return total;
  }
};

}  // namespace

L1::L1(L1Options options)
    : Regularizer(std::make_shared<const Norms<L1Options>>("L1", options, options.l1, 0)) {}
L2::L2(L2Options options)
    : Regularizer(std::make_shared<const Norms<L2Options>>("L2", options, 0, options.l2)) {}
L1L2::L1L2(L1L2Options options)
    : Regularizer(
          std::make_shared<const Norms<L1L2Options>>("L1L2", options, options.l1, options.l2)) {}

}  // namespace keras::regularizers
