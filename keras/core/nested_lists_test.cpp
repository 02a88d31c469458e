#include "keras/core/nested_lists.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

namespace keras {

TEST_CASE("nested lists are flattened and nested again") {
  const Value lists = List{List{1, 2, 3}, List{4, 5, 6}};
  const auto flat = flattened(lists);
  CHECK(flat.shape == Shape({2, 3}));
  REQUIRE(flat.items.size() == 6);
  CHECK(*flat.items[4] == Value(5));
  std::vector<Value> items;
  for (const auto* item : flat.items) items.push_back(*item);
  CHECK(nested(items, flat.shape) == lists);
  CHECK(flattened(7).shape == Shape());
  CHECK(nested({Value(7)}, {}) == Value(7));
}

TEST_CASE("rows of different lengths are refused") {
  CHECK_THROWS_WITH_AS(flattened(List{List{1, 2}, List{3}}),
                       doctest::Contains("must have rows of one length"), ValueError);
}

}  // namespace keras
