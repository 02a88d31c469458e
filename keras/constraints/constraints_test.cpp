#include "keras/constraints/constraints.hpp"

#include <doctest/doctest.h>

#include "keras/graph/golden_objects_test.hpp"

namespace keras {

TEST_CASE("constraints answer as Keras does") {
  for (const auto& item : golden::cases("constraints_objects")) {
    CAPTURE(to_json(item, 200));
    const auto constraint = deserialize<Constraint>(
        Object{{"class_name", *item.find("class_name")}, {"config", *item.find("config")}});
    golden::check_values(constraint(golden::tensor(*item.find("x"))), *item.find("expected"));
    golden::check_config(*to_value(constraint).find("config"), *item.find("expected_config"));
  }
}

TEST_CASE("constraints go by name") {
  for (const auto* name : {"max_norm", "min_max_norm", "non_neg", "unit_norm", "NonNeg"})
    CHECK(Constraint(name).defined());
  CHECK_THROWS_AS(Constraint("max_nrm"), ValueError);
}

}  // namespace keras
