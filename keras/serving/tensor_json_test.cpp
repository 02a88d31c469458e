#include "keras/serving/tensor_json.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "keras/core/json.hpp"
#include "keras/core/refusal_test.hpp"

namespace keras::serving {
namespace {

Tensor read(const char* json, std::optional<DType> dtype = {}) {
  return tensor_from_json(parse_json(json), dtype);
}

std::string refused(const char* json, std::optional<DType> dtype = {}) {
  return refusal([&] { read(json, dtype); });
}

std::string written(const Tensor& tensor) {
  std::string out;
  JsonElements(tensor).write(out);
  return out;
}

std::vector<std::string> decoded(const char* json) {
  return read(json, DType::string).to_vector<std::string>();
}

}  // namespace

TEST_CASE("base64 is read with and without padding, in both alphabets") {
  CHECK(decoded(R"([{"b64": "Zm9vYmFy"}, {"b64": "Zm9vYg=="}, {"b64": "Zm8"}, {"b64": ""}])") ==
        std::vector<std::string>{"foobar", "foob", "fo", ""});  // RFC 4648, section 10
  CHECK(decoded(R"([{"b64": "w7_Dvg"}, {"b64": "w7/Dvg=="}])") ==
        std::vector<std::string>{"\u00ff\u00fe", "\u00ff\u00fe"});
  for (const auto* wrong : {"Zm9v!", "Z", "Zm9vYg=", "Zg=a", "Zg===", "===="})
    CHECK(refusal([&] {
            tensor_from_json(List{Object{{"b64", wrong}}}, DType::string);
          }) == text("b64 must be base64; received '", wrong, "'"));
  CHECK(refused(R"([{"b64": "/w=="}])") == "b64 must be UTF-8 text; received '/w=='");
}

TEST_CASE("JSON becomes tensors of the dtype that is wanted") {
  CHECK(read("[[1, 2.5]]").dtype() == DType::float32);
  CHECK(read("[true, false]").to_vector<bool>() == std::vector<bool>{true, false});
  CHECK(read(R"(["a", "b"])").dtype() == DType::string);
  CHECK(read("[[0, 255]]", DType::uint8).to_vector<int>() == std::vector<int>{0, 255});
  CHECK(read("[[1], [2.0]]", DType::int32).shape() == Shape{2, 1});
  CHECK(std::isnan(read("[NaN]").to_vector<float>()[0]));
  CHECK(refused("[256]", DType::uint8) == "must hold integers from 0 to 255; received 256");
  CHECK(refused("[-129]", DType::int8) == "must hold integers from -128 to 127; received -129");
  CHECK(refused("[1]", DType::boolean) == "must hold true or false; received 1");
  CHECK(refused("[true]", DType::float32) == "must hold numbers; received true");
  CHECK(refused("[1]", DType::string) == "must hold strings; received 1");
  CHECK(refused("[1]", DType::complex64) == "must be of real numbers; the model wants complex64");
}

TEST_CASE("tensors become JSON with the digits of their dtype") {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  CHECK(written(Tensor(std::vector<float>{0.1F, 1e-10F, -infinity, NAN}, {2, 2})) ==
        "[[0.1, 1e-10], [-Infinity, NaN]]");
  CHECK(written(Tensor(std::vector<int>{1, -2}, {2, 1})) == "[[1], [-2]]");
  CHECK(written(Tensor(std::vector<bool>{true, false})) == "[true, false]");
  CHECK(written(Tensor(std::vector<std::string>{"a\"b", "\u00fc"})) == R"(["a\"b", "\u00fc"])");
  CHECK(written(2.5F) == "2.5");
  CHECK(written(Tensor(std::vector<float>{}, {2, 0})) == "[[], []]");
  std::string row;
  JsonElements(Tensor(std::vector<int>{1, 2, 3, 4}, {2, 2})).write_row(row, 1);
  CHECK(row == "[3, 4]");
}

}  // namespace keras::serving
