#include "keras/core/dtype.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"

namespace keras {
namespace {

/// What Keras says on JAX, where nothing has 64 bits.
DType narrow(DType dtype) {
  switch (dtype.kind()) {
    case DType::int64:
      return DType::int32;
    case DType::uint64:
      return DType::uint32;
    case DType::float64:
      return DType::float32;
    default:
      return dtype;
  }
}

DType promoted(DType a, const std::string& b) {
  if (b == "python bool") return promote_number(a, DType::boolean);
  if (b == "python int") return promote_number(a, DType::int32);
  if (b == "python float") return promote_number(a, DType::float32);
  return promote(a, DType(b));
}

bool is_64_bit(const std::string& name) { return name.ends_with("64"); }

}  // namespace

TEST_CASE("promote answers as Keras for every pair") {
  std::ifstream file(KERAS_GOLDEN "/dtype_promotion.json");
  const std::string json(std::istreambuf_iterator<char>(file), {});
  const auto golden = parse_json(json);
  const auto& pairs = golden.as_object().at("pairs").as_list();
  CHECK(pairs.size() == 15 * 18);
  for (const auto& pair : pairs) {
    const auto &a = pair.as_list()[0].as_string(), &b = pair.as_list()[1].as_string();
    CAPTURE(a);
    CAPTURE(b);
    const auto& expected = pair.as_list()[2];
    if (expected.is_null()) {
      CHECK_THROWS_AS(promoted(a, b), ValueError);
      continue;
    }
    const auto actual = promoted(a, b);
    CHECK(narrow(actual).name() == expected.as_string());
    if (!is_64_bit(a) && !is_64_bit(b)) CHECK(actual.name() == expected.as_string());
  }
}

TEST_CASE("promote keeps 64 bits when asked, and complex and string dtypes apart") {
  CHECK(promote("float64", "float32") == DType::float64);
  CHECK(promote("int64", "uint32") == DType::int64);
  CHECK(promote("int32", "uint32") == DType::int32);
  CHECK(promote("complex64", "float32") == DType::complex64);
  CHECK(promote("complex64", "float64") == DType::complex128);
  CHECK(promote("string", "string") == DType::string);
  CHECK_THROWS_WITH_AS(promote("string", "bool"),
                       "dtypes string and bool have no common dtype; cast one of them", ValueError);
}

TEST_CASE("DType knows names, sizes and kinds") {
  CHECK(DType() == DType::float32);
  CHECK(DType("bfloat16").name() == "bfloat16");
  CHECK(DType("bool").itemsize() == 1);
  CHECK(DType("int64").itemsize() == 8);
  CHECK(DType("float8_e5m2").is_floating());
  CHECK(DType("uint64").is_integer());
  CHECK(DType("uint64").is_unsigned());
  CHECK_FALSE(DType("int8").is_unsigned());
  CHECK_FALSE(DType("bool").is_integer());
  CHECK(DType("complex64").is_complex());
  CHECK_THROWS_WITH_AS(DType("flaot32"), "unknown dtype 'flaot32'; did you mean 'float32'?",
                       ValueError);
}

TEST_CASE("visit_dtype passes the type of the elements") {
  for (const auto* name : {"bool", "uint8", "int8", "int16", "uint16", "int32", "uint32", "int64",
                           "uint64", "float16", "bfloat16", "float32", "float64"}) {
    const DType dtype(name);
    CHECK(visit_dtype(dtype, [](auto x) { return sizeof x; }) == dtype.itemsize());
    CHECK(visit_dtype(dtype, [](auto x) { return dtype_of<decltype(x)>; }) == dtype);
  }
  CHECK_THROWS_AS(visit_dtype("string", [](auto) {}), ValueError);
}

}  // namespace keras
