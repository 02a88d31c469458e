#include "keras/saving/target_version.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/saving/saving.hpp"

using namespace keras;

namespace {

Object dense() { return saving::serialize_model(Sequential({Input({2}), layers::Dense(1)})); }

const Object& first_dense(const Object& saved) {
  return saved.at("config")
      .as_object()
      .at("layers")
      .as_list()[1]
      .as_object()
      .at("config")
      .as_object();
}

}  // namespace

TEST_CASE("files for an older Keras have none of the arguments that came later") {
  CHECK(first_dense(saving::for_version(dense(), "3.15")).contains("quantization_config"));
  const auto old = saving::for_version(dense(), "3.12.1");
  const auto& config = first_dense(old);
  CHECK(!config.contains("quantization_config"));
  CHECK(config.at("kernel_initializer").as_object().at("config").find("input_axes") == nullptr);
  CHECK(config.at("dtype").is_object());
  CHECK(first_dense(saving::for_version(dense(), "3.0")).at("dtype") == Value("float32"));
}

TEST_CASE("files for an older Keras have its classes and its places of tensors") {
  const auto x = Input({2});
  const Model model(x, layers::Dense(1, {.kernel_initializer = "orthogonal"})(x));
  const auto old = saving::for_version(saving::serialize_model(model), "3.3");
  const auto& config = old.at("config").as_object();
  CHECK(config.at("input_layers").as_list()[0].is_list());
  CHECK(to_json(config.at("layers")).find("\"OrthogonalInitializer\"") != std::string::npos);
}

TEST_CASE("what an older Keras could not do is refused by name") {
  const auto adapted = [](int alpha) {
    return Object{{"class_name", "Dense"},
                  {"config", Object{{"lora_rank", 2}, {"lora_alpha", alpha}}}};
  };
  CHECK(!saving::for_version(adapted(2), "3.5").at("config").find("lora_alpha"));
  CHECK_THROWS_WITH_AS(saving::for_version(adapted(3), "3.5"),
                       "Dense(lora_alpha=3) exists since Keras 3.10; received target_version='3.5'",
                       ValueError);
  const Object model = {{"class_name", "RMSNormalization"}, {"config", Object{}}};
  CHECK_THROWS_WITH_AS(saving::for_version(model, "3.8"),
                       "RMSNormalization exists since Keras 3.9; received target_version='3.8'",
                       ValueError);
  for (const char* version : {"2.15", "3.16", "3.x", "3."})
    CHECK_THROWS_AS(saving::for_version(dense(), version), ValueError);
}
