#include "keras/ops/slice.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "keras/graph/tensor.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::ops {
namespace {

constexpr std::int64_t most_axes = 3;

/// Where the element of a part lies in a whole of three axes.
std::int64_t place_in_whole(const Part& part, const Shape& shape, std::int64_t element) {
  std::int64_t at = 0, stride = 1;
  for (int axis = most_axes - 1; axis >= 0; --axis) {
    const auto i = static_cast<std::size_t>(axis);
    at += (part.starts[i] + element % part.lengths[i] * part.steps[i]) * stride;
    element /= part.lengths[i], stride *= shape[axis];
  }
  return at;
}

void check_part(const Part& part, const Shape& shape) {
  CAPTURE(part.starts);
  CAPTURE(part.lengths);
  CAPTURE(part.steps);
  const auto whole = reshape(cast(arange(1, shape.elements() + 1), "float32"), shape);
  const auto sliced = slice_part(whole, part);
  const auto placed = place_part(sliced, part, shape);
  std::vector<float> wanted(static_cast<std::size_t>(shape.elements()));
  for (std::int64_t i = 0; i < Shape(part.lengths).elements(); ++i) {
    const auto at = place_in_whole(part, shape, i);
    wanted[static_cast<std::size_t>(at)] = static_cast<float>(at + 1);
    REQUIRE(sliced.data<float>()[static_cast<std::size_t>(i)] == static_cast<float>(at + 1));
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) REQUIRE(placed.data<float>()[i] == wanted[i]);
}

}  // namespace

TEST_CASE("parts are cut out and put back where their starts, lengths and steps say") {
  const Shape shape = {5, 6, 4};
  check_part({{0, 0, 0}, {5, 6, 4}, {1, 1, 1}}, shape);
  check_part({{1, 2, 0}, {3, 3, 4}, {1, 1, 1}}, shape);
  check_part({{2, 0, 0}, {2, 6, 4}, {1, 1, 1}}, shape);
  check_part({{0, 1, 1}, {5, 4, 2}, {1, 1, 1}}, shape);
  check_part({{0, 0, 0}, {3, 2, 4}, {2, 4, 1}}, shape);
  check_part({{1, 0, 1}, {4, 6, 2}, {1, 1, 2}}, shape);
  check_part({{4, 5, 3}, {5, 6, 4}, {-1, -1, -1}}, shape);
  check_part({{4, 0, 0}, {2, 6, 4}, {-3, 1, 1}}, shape);
  check_part({{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, shape);
  check_part({{2, 0, 0}, {0, 6, 4}, {1, 1, 1}}, shape);
  check_part({{0, 10, 0}, {40, 300, 16}, {1, 1, 1}}, {40, 330, 16});
}

}  // namespace keras::ops
