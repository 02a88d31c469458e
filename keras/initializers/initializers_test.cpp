#include "keras/initializers/initializers.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/graph/golden_objects_test.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

Shape shape_of(const Value& lengths) {
  Shape shape;
  from_value(lengths, shape);
  return shape;
}

void check_statistics(const Tensor& values, const Value& item) {
  const double stddev = item.find("stddev")->as_number();
  CHECK(std::abs(float(ops::mean(values)) - item.find("mean")->as_number()) < 0.03 * stddev);
  CHECK(float(ops::std(values)) == doctest::Approx(stddev).epsilon(0.03));
  CHECK(float(ops::max(ops::abs(values))) ==
        doctest::Approx(item.find("largest")->as_number()).epsilon(0.25));
}

}  // namespace

TEST_CASE("initializers answer as Keras does") {
  for (const auto& item : golden::cases("initializers_objects")) {
    CAPTURE(to_json(item, 200));
    const auto initializer = deserialize<Initializer>(
        Object{{"class_name", *item.find("class_name")}, {"config", *item.find("config")}});
    golden::check_config(*to_value(initializer).find("config"), *item.find("expected_config"));
    if (const auto* expected = item.find("expected"))
      golden::check_values(initializer(shape_of(*expected->find("shape"))), *expected);
    if (const auto* shape = item.find("shape"))
      check_statistics(initializer(shape_of(*shape)), item);
  }
}

TEST_CASE("Orthogonal makes orthonormal rows or columns") {
  for (const auto& shape : {Shape({8, 3}), Shape({3, 8}), Shape({2, 3, 4})}) {
    const auto x = initializers::Orthogonal({.gain = 2.0, .seed = 1})(shape);
    const auto m = ops::reshape(x, {-1, shape[-1]});
    const bool wide = m.shape(0) < m.shape(1);
    const auto product =
        wide ? ops::matmul(m, ops::transpose(m)) : ops::matmul(ops::transpose(m), m);
    const auto error = ops::subtract(product, ops::multiply(4, ops::eye(int(product.shape(0)))));
    CHECK(float(ops::max(ops::abs(error))) < 1e-5);
  }
}

TEST_CASE("Constant repeats an array along the axes that it lacks") {
  const auto values = initializers::Constant({1, 2, 3})({2, 3}, "float32");
  CHECK(values.to_vector<float>() == std::vector<float>{1, 2, 3, 1, 2, 3});
  CHECK(to_value(Initializer(initializers::Constant({1, 2})))
            .find("config")
            ->find("value")
            ->as_list() == List{1.0, 2.0});
  CHECK_THROWS_AS(initializers::Constant({1, 2})({2, 3}, "float32").to_vector<float>(), ValueError);
}

TEST_CASE("Constant takes a truth for a number, and saves it as one") {
  Numbers value;
  from_value(Value(true), value);
  CHECK(value.tensor("float32").to_vector<float>() == std::vector<float>{1});
  CHECK(to_value(value).is_bool());
}

TEST_CASE("initializers go by name and refuse what cannot be") {
  for (const auto* name :
       {"glorot_uniform", "GlorotUniform", "zeros", "zero", "one", "normal", "uniform",
        "orthogonal", "identity", "IdentityInitializer", "stft", "variance_scaling"})
    CHECK(Initializer(name).defined());
  CHECK_THROWS_AS(initializers::Identity()({2, 2, 2}), ValueError);
  CHECK_THROWS_AS(initializers::VarianceScaling({.scale = 0}), ValueError);
}

}  // namespace keras
