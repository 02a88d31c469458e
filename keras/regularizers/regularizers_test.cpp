#include "keras/regularizers/regularizers.hpp"

#include <doctest/doctest.h>

#include "keras/graph/golden_objects_test.hpp"

namespace keras {

TEST_CASE("regularizers answer as Keras does") {
  for (const auto& item : golden::cases("regularizers_objects")) {
    CAPTURE(to_json(item, 200));
    const auto regularizer = deserialize<Regularizer>(
        Object{{"class_name", *item.find("class_name")}, {"config", *item.find("config")}});
    golden::check_values(regularizer(golden::tensor(*item.find("x"))), *item.find("expected"));
    golden::check_config(*to_value(regularizer).find("config"), *item.find("expected_config"));
  }
}

TEST_CASE("regularizers go by name and refuse what cannot be") {
  for (const auto* name : {"l1", "l2", "l1l2", "l1_l2", "L1L2", "orthogonal_regularizer"})
    CHECK(Regularizer(name).defined());
  CHECK_THROWS_AS(regularizers::L2(-1.0), ValueError);
  CHECK_THROWS_AS(regularizers::OrthogonalRegularizer({.mode = "row"}), ValueError);
}

}  // namespace keras
