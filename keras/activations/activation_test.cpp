#include "keras/activations/activation.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::activations {
namespace {

Tensor half(const Tensor& x) { return x / 2; }
Tensor third(const Tensor& x) { return x / 3; }

}  // namespace

TEST_CASE("functions are saved by the name that they are registered under") {
  CHECK(to_value(Activation(ops::sigmoid)) == Value("sigmoid"));
  CHECK_THROWS_WITH_AS(to_value(Activation(third)),
                       doctest::Contains("register it with saving::register_keras_serializable"),
                       ValueError);
  Activation(half).add("tests>half");
  CHECK(to_value(Activation(half)) == Value("tests>half"));
  Activation again;
  from_value("tests>half", again);
  CHECK(float(again(Tensor(3.0F))) == 1.5F);
}

}  // namespace keras::activations
