#include "keras/layers/input_spec.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/layers/definition.hpp"
#include "keras/layers/layer.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

using namespace keras;

namespace {

void expect(const layers::InputSpec& spec, const Tensor& x) {
  layers::expect_inputs("layers.Own", {spec}, Tensors(std::vector<Tensor>{x}));
}

struct Rows {
  layers::InputSpec input_spec() const { return {.ndim = 2, .axes = {{-1, 8}}}; }
  Tensor call(const Tensor& x) const { return x * 2; }
};

}  // namespace

TEST_CASE("an own layer says what inputs it takes") {
  const Layer rows = Rows{};
  CHECK(rows(ops::ones({3, 8})).shape() == Shape{3, 8});
  CHECK(rows(Input({8})).shape() == Shape{None, 8});
  CHECK_THROWS_WITH_AS(rows(ops::ones({3, 2, 8})),
                       "layers.Rows 'rows': input 0 must have 2 axes; received shape (3, 2, 8), "
                       "float32",
                       ValueError);
}

TEST_CASE("input specs refuse what does not fit") {
  const auto x = ops::ones({3, 4});
  CHECK_NOTHROW(expect({.shape = Shape{None, 4}}, x));
  CHECK_NOTHROW(expect({.shape = Shape{None, 4, 1}, .allow_last_axis_squeeze = true}, x));
  CHECK_NOTHROW(expect({.optional = true}, None));
  const auto message = [&](const layers::InputSpec& spec, const Tensor& given) -> std::string {
    try {
      expect(spec, given);
    } catch (const ValueError& error) {
      return error.what();
    }
    return {};
  };
  const std::string received = "; received shape (3, 4), float32";
  CHECK(message({.max_ndim = 1}, x) == "layers.Own: input 0 must have at most 1 axes" + received);
  CHECK(message({.min_ndim = 3}, x) == "layers.Own: input 0 must have at least 3 axes" + received);
  CHECK(message({.dtype = "int32", .name = "ids"}, x) ==
        "layers.Own: input 'ids' must have dtype int32" + received);
  CHECK(message({.axes = {{1, 5}}}, x) ==
        "layers.Own: input 0 must have length 5 along axis 1" + received);
  CHECK(message({.shape = Shape{None, 5}}, x) ==
        "layers.Own: input 0 must have shape (None, 5)" + received);
  CHECK(message({}, None) == "layers.Own: input 0 must be given; received None");
}
