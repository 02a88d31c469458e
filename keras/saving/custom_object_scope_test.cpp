#include "keras/saving/custom_object_scope.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "keras/ops/operators.hpp"
#include "keras/saving/identifiers.hpp"

using namespace keras;

namespace {

struct ScopedBlock {
  int factor = 2;
  Tensor call(const Tensor& x) const { return x * factor; }
};

bool is_known() {
  const auto names = saving::get_custom_objects();
  return std::find(names.begin(), names.end(), "Custom>ScopedBlock") != names.end();
}

}  // namespace

TEST_CASE("own objects are known inside of a scope") {
  CHECK_FALSE(is_known());
  {
    const saving::CustomObjectScope scope(types<ScopedBlock>);
    CHECK(is_known());
    CHECK(saving::get_registered_name<ScopedBlock>() == "Custom>ScopedBlock");
    const auto make = saving::get_registered_object<Layer>("Custom>ScopedBlock");
    REQUIRE(make);
    CHECK(make({{"factor", 3}}).as<ScopedBlock>().factor == 3);
  }
  CHECK_FALSE(is_known());
  CHECK_FALSE(saving::get_registered_object<Layer>("Dense"));
}

TEST_CASE("objects come from names and from what files hold of them") {
  CHECK(losses::get("mse").class_name() == "MeanSquaredError");
  CHECK(metrics::get("mae").name() == "mean_absolute_error");
  CHECK(activations::serialize(activations::get("relu")) == Value("relu"));
  CHECK(dtype_policies::get("mixed_float16").compute_dtype() == "float16");
  CHECK_FALSE(constraints::get(Value()).defined());
  const auto saved = initializers::serialize(initializers::get("he_normal"));
  CHECK(saved.find("class_name")->as_string() == "HeNormal");
  CHECK(initializers::serialize(initializers::deserialize(saved)) == saved);
  const auto own = saving::serialize_keras_object(Layer(ScopedBlock{5}));
  const auto again = layers::deserialize(own, {.custom_objects = types<ScopedBlock>});
  CHECK(again.as<ScopedBlock>().factor == 5);
  CHECK_THROWS_WITH_AS(regularizers::get("l3"), "unknown regularizer 'l3'; did you mean 'l1'?",
                       ValueError);
}
