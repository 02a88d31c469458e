#include "keras/core/dtype_policy.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/layers/golden_arrays_test.hpp"

namespace keras {
namespace {

TEST_CASE("dtype policies are saved as Keras saves them") {
  const auto file = golden::read(KERAS_GOLDEN "/quantized.json");
  for (const auto& item : file.as_object().at("policies").as_list()) {
    const auto& record = item.as_object();
    DTypePolicy policy;
    from_value(record.at("policy"), policy);
    CHECK(to_value(policy) == record.at("saved"));
    CHECK(policy.name() == record.at("name").as_string());
    CHECK(policy.compute_dtype() == record.at("compute_dtype").as_string());
    CHECK(policy.variable_dtype() == record.at("variable_dtype").as_string());
    const auto& mode = record.at("quantization_mode");
    CHECK(policy.quantization_mode() == (mode.is_null() ? "" : mode.as_string()));
    DTypePolicy again;
    from_value(record.at("saved"), again);
    CHECK(again == policy);
  }
}

TEST_CASE("a map of policies answers by path") {
  const DTypePolicyMap map(
      "float32",
      {{"encoder/.*", "mixed_bfloat16"}, {"head", "float16"}, {"encoder/a.*", "bfloat16"}});
  CHECK(map.at("head").name() == "float16");
  CHECK(map.at("head/inner").name() == "float32");
  CHECK(map.at("encoder/query").name() == "mixed_bfloat16");
  CHECK_THROWS_WITH_AS(map.at("encoder/all"),
                       "dtype policy: path 'encoder/all' must match one key of the map; it matches "
                       "several",
                       ValueError);
  CHECK(map.with("head", "int8_from_float32").at("head").name() == "int8_from_float32");
  CHECK(map.default_policy().name() == "float32");
  CHECK(map.policy_map().size() == 3);
}

TEST_CASE("dtype policies are made by class, name and saved form") {
  CHECK(QuantizedDTypePolicy("int8") == DTypePolicy("int8_from_float32"));
  CHECK(Int4DTypePolicy("int4/64", "bfloat16").block_size() == 64);
  const QuantizedFloat8DTypePolicy policy("float8", "mixed_bfloat16", 16);
  CHECK(policy.amax_history_length() == 16);
  CHECK(dtype_policies::deserialize(dtype_policies::serialize(policy)) == policy);
  CHECK(dtype_policies::get(nullptr) == global_dtype_policy());
  CHECK(dtype_policies::get("int8_from_float32").quantization_mode() == "int8");
}

TEST_CASE("dtype policies: what is refused, and how") {
  const auto refuses = [](const char* name, const char* message) {
    CHECK_THROWS_WITH_AS(DTypePolicy{name}, message, ValueError);
  };
  refuses("int2_from_float32",
          "dtype policy: mode must be one of: int8, float8, int4, gptq, awq; received "
          "mode='int2'");
  refuses("int8_from_float16",
          "dtype policy: mode 'int8' must compute in another dtype than float16; received "
          "name='int8_from_float16'");
  refuses("int4/0_from_float32",
          "dtype policy: mode must be 'int4/<block size>', where the block size is positive or "
          "-1; received mode='int4/0'");
  DTypePolicy policy;
  CHECK_THROWS_WITH_AS(
      from_value(Object{{"class_name", "Own"}, {"config", Object{{"mode", "int8"}}}}, policy),
      "dtype policy 'Own' is not supported; expected one of: DTypePolicy, FloatDTypePolicy, "
      "QuantizedDTypePolicy, QuantizedFloat8DTypePolicy, Int4DTypePolicy, DTypePolicyMap",
      ValueError);
  CHECK_THROWS_WITH_AS(
      from_value(Object{{"class_name", "QuantizedFloat8DTypePolicy"},
                        {"config", Object{{"mode", "float8"}, {"amax_history_length", 0}}}},
                 policy),
      "dtype policy: amax_history_length must be positive; received amax_history_length=0",
      ValueError);
}

}  // namespace
}  // namespace keras
