#include "keras/saving/own_classes.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/ops/operators.hpp"
#include "keras/saving/saving.hpp"

using namespace keras;

namespace {

/// Takes the place of the layer 'twice'.
struct twice {
  Tensor call(const Tensor& x) const { return x + x; }
};

/// A class of a Python program.
struct FancyScale {
  double factor = 1;
  Tensor call(const Tensor& x) const { return x * factor; }
};

std::string model_with(const char* layer) {
  const std::string input =
      R"({"module": "keras.layers", "class_name": "InputLayer",
          "config": {"batch_shape": [null, 1], "dtype": "float32", "name": "in"}})";
  return R"({"module": "keras", "class_name": "Sequential",
             "config": {"name": "model", "layers": [)" +
         input + ", " + layer + "]}}";
}

constexpr const char* lambda =
    R"({"module": "keras.layers", "class_name": "Lambda", "registered_name": null,
        "config": {"name": "twice", "function": {"class_name": "__lambda__", "config": {}}}})";

float output_of(const std::string& json) {
  const auto model = models::model_from_json(json);
  return float(model.predict(Tensor(std::vector<float>{3}, {1, 1}), {.verbose = 0}));
}

}  // namespace

TEST_CASE("a layer that holds code is refused with the way to replace it") {
  CHECK_THROWS_WITH_AS(
      saving::with_own_classes(parse_json(
          R"({"class_name": "TorchModuleWrapper", "config": {"name": "net", "module": "x"}})")),
      "layers.TorchModuleWrapper 'net': holds code of Python, which is never run; a C++ struct "
      "named 'net' takes its place (custom_objects)",
      ValueError);
}

TEST_CASE("own structs take the place of layers of that name and of classes of that name") {
  types<twice, FancyScale>();
  CHECK(output_of(model_with(lambda)) == 6);
  CHECK(output_of(model_with(
            R"({"module": "my_package.layers", "class_name": "FancyScale",
                "registered_name": "FancyScale", "config": {"name": "s", "factor": 4}})")) == 12);
}
