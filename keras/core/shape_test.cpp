#include "keras/core/shape.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <sstream>

#include "keras/core/error.hpp"

namespace keras {

TEST_CASE("Shape prints as a Python tuple") {
  CHECK(text(Shape{}) == "()");
  CHECK(text(Shape{3}) == "(3,)");
  CHECK(text(Shape{None, 28, 28}) == "(None, 28, 28)");
  std::ostringstream out;
  out << Shape{None, 3};
  CHECK(out.str() == "(None, 3)");
}

TEST_CASE("Shape counts its elements") {
  CHECK(Shape{}.elements() == 1);
  CHECK(Shape{2, 3, 4}.elements() == 24);
  CHECK(Shape{2, 0}.elements() == 0);
  CHECK(Shape{2, 3}.known());
  CHECK_FALSE(Shape{None, 3}.known());
  CHECK_THROWS_WITH_AS(Shape({None, 3}).elements(),
                       "Shape: the number of elements of (None, 3) is not known yet", ValueError);
  const auto large = std::numeric_limits<std::int64_t>::max() / 2;
  CHECK_THROWS_AS(Shape({large, 3}).elements(), ValueError);
}

TEST_CASE("Shape finds axes from either end") {
  const Shape shape{2, 3, 4};
  CHECK(shape.rank() == 3);
  CHECK(shape[0] == 2);
  CHECK(shape[-1] == 4);
  CHECK_THROWS_WITH_AS(shape[3], "Shape: axis 3 is outside of the shape (2, 3, 4)", ValueError);
  CHECK_THROWS_AS(shape[-4], ValueError);
  CHECK_THROWS_AS(Shape{}[0], ValueError);
}

TEST_CASE("Shape makes shapes of its parts") {
  const Shape shape{2, 3, 4};
  CHECK(shape.from(1) == Shape{3, 4});
  CHECK(shape.from(3) == Shape{});
  CHECK(shape.up_to(1) == Shape{2});
  CHECK(shape.with(0, 7) == Shape{7, 2, 3, 4});
  CHECK(shape.with(3, 7) == Shape{2, 3, 4, 7});
  CHECK(shape.without(1) == Shape{2, 4});
  CHECK(Shape{1} + Shape{2, 3} == Shape{1, 2, 3});
}

TEST_CASE("normalize_axis counts from the front and names the caller") {
  CHECK(normalize_axis(1, 3, "ops.sum") == 1);
  CHECK(normalize_axis(-1, 3, "ops.sum") == 2);
  CHECK_THROWS_WITH_AS(normalize_axis(3, 3, "ops.sum"),
                       "ops.sum: axis must be in [-3, 3); received axis=3", ValueError);
  CHECK_THROWS_AS(normalize_axis(-4, 3, "ops.sum"), ValueError);
  CHECK_THROWS_AS(normalize_axis(0, 0, "ops.sum"), ValueError);
}

TEST_CASE("broadcast joins shapes as NumPy") {
  struct Row {
    Shape a, b, expected;
  };
  const Row table[] = {
      {{2, 3}, {2, 3}, {2, 3}},
      {{2, 3}, {3}, {2, 3}},
      {{2, 1, 3}, {4, 1}, {2, 4, 3}},
      {{}, {2}, {2}},
      {{0, 3}, {1, 3}, {0, 3}},
      {{None, 3}, {3}, {None, 3}},
      {{None, 3}, {1, 1}, {None, 3}},
      {{None, 3}, {5, 3}, {5, 3}},
      {{None}, {0}, {0}},
      {{None}, {None}, {None}},
  };
  for (const auto& [a, b, expected] : table) {
    const auto both = text(a, " with ", b);
    CAPTURE(both);
    CHECK(text(broadcast(a, b, "ops.add")) == text(expected));
    CHECK(text(broadcast(b, a, "ops.add")) == text(expected));
  }
  CHECK_THROWS_WITH_AS(broadcast({2, 3}, {2}, "ops.add"),
                       "ops.add: the shapes cannot be broadcast together; received (2, 3) and (2,)",
                       ValueError);
  CHECK_THROWS_AS(broadcast({0}, {2}, "ops.add"), ValueError);
}

}  // namespace keras
