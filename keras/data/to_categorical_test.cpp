#include "keras/data/to_categorical.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

using keras::Tensor;
using keras::utils::to_categorical;

TEST_CASE("utils.to_categorical") {
  const auto rows = to_categorical(Tensor(std::vector<int>{2, 0}, {2, 1}));
  CHECK(rows.shape() == keras::Shape{2, 3});
  CHECK(rows.to_vector<int>() == std::vector<int>{0, 0, 1, 1, 0, 0});
  CHECK_THROWS_WITH_AS(
      to_categorical(Tensor(std::vector<int>{3}), 3),
      "utils.to_categorical: class numbers must be below num_classes=3; received 3",
      keras::ValueError);
}
