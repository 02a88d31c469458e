#include "keras/core/json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "keras/core/error.hpp"

namespace keras {
namespace {

std::string again(std::string_view json) { return to_json(parse_json(json)); }

}  // namespace

TEST_CASE("parse_json and to_json agree with Python's json") {
  const std::pair<const char*, const char*> table[] = {
      {"null", "null"},
      {" \t\r\n true ", "true"},
      {"[]", "[]"},
      {"{ }", "{}"},
      {"[1,-2,3.0,0.5e1]", "[1, -2, 3.0, 5.0]"},
      {"-0", "0"},
      {"-0.0", "-0.0"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9223372036854775808", "9.223372036854776e+18"},
      {"1e400", "Infinity"},
      {"1E+2", "100.0"},
      {"[NaN,Infinity,-Infinity]", "[NaN, Infinity, -Infinity]"},
      {R"({"b":{"c":[{}]},"a":""})", R"({"b": {"c": [{}]}, "a": ""})"},
      {R"("\"\\\/\b\f\n\r\t")", R"("\"\\/\b\f\n\r\t")"},
      {R"("\u00e9\u20AC\ud83d\ude00")", R"("\u00e9\u20ac\ud83d\ude00")"},
      {"\"é€😀\"", R"("\u00e9\u20ac\ud83d\ude00")"},
      {R"("\u0000\u001f")", R"("\u0000\u001f")"},
      {"\"\x7f\"", "\"\\u007f\""},
  };
  for (const auto& [given, expected] : table) {
    const auto* json = given;
    CAPTURE(json);
    CHECK(again(json) == expected);
  }
}

TEST_CASE("parse_json gives the values") {
  const auto value = parse_json(R"({"name": "é", "units": 3, "rate": 0.1, "on": false})");
  CHECK(value.find("name")->as_string() == "é");
  CHECK(value.find("units")->is_integer());
  CHECK(value.find("rate")->as_number() == 0.1);
  CHECK_FALSE(value.find("on")->as_bool());
  CHECK(std::isnan(parse_json("NaN").as_number()));
  CHECK(parse_json("1e-400").as_number() == 0);
  CHECK(parse_json("5e-324").as_number() == std::numeric_limits<double>::denorm_min());
}

TEST_CASE("parse_json refuses what is no JSON and says where") {
  const std::pair<const char*, const char*> table[] = {
      {"", "not valid JSON at byte 0: expected a value; received the end of the text"},
      {"nul", "not valid JSON at byte 0: expected a value; received 'n'"},
      {"1 2", "not valid JSON at byte 2: expected the end of the text; received '2'"},
      {"[1,]", "not valid JSON at byte 3: expected a value; received ']'"},
      {"[1", "not valid JSON at byte 2: expected ',' or ']'; received the end of the text"},
      {"{1:2}", "not valid JSON at byte 1: expected a name in quotes; received '1'"},
      {R"({"a" 1})", "not valid JSON at byte 5: expected ':'; received '1'"},
      {R"({"a":1 "b":2})", "not valid JSON at byte 7: expected ',' or '}'; received '\"'"},
      {R"({"a":1,"a":2})", "the JSON names 'a' twice in one object, at byte 7"},
      {"01", "not valid JSON at byte 0: a number with leading zeros"},
      {"1.", "not valid JSON at byte 2: expected a digit; received the end of the text"},
      {"1e", "not valid JSON at byte 2: expected a digit; received the end of the text"},
      {"+1", "not valid JSON at byte 0: expected a value; received '+'"},
      {".5", "not valid JSON at byte 0: expected a value; received '.'"},
      {"'a'", "not valid JSON at byte 0: expected a value; received '''"},
      {"\"a", "not valid JSON at byte 2: expected '\"'; received the end of the text"},
      {"\"a\nb\"", "not valid JSON at byte 2: expected '\"'; received '\\x0a'"},
      {R"("\x")", "not valid JSON at byte 2: expected an escape; received 'x'"},
      {"\"\\",
       "not valid JSON at byte 2: expected an escaped character; received the end of the "
       "text"},
      {R"("\u12g4")", "not valid JSON at byte 3: expected four hexadecimal digits; received '1'"},
      {R"("\u-123")", "not valid JSON at byte 3: expected four hexadecimal digits; received '-'"},
      {R"("\ud83d")", "not valid JSON at byte 7: half a surrogate pair"},
      {R"("\ud83dA")", "not valid JSON at byte 7: half a surrogate pair"},
      {R"("\ude00")", "not valid JSON at byte 7: half a surrogate pair"},
      {"\"a\xff\"", "not valid JSON at byte 2: the text is not UTF-8"},
      {"\"\xc3\"", "not valid JSON at byte 1: the text is not UTF-8"},
      {"\"\xc0\x80\"", "not valid JSON at byte 1: the text is not UTF-8"},
      {"\"\xed\xa0\x80\"", "not valid JSON at byte 1: the text is not UTF-8"},
      {"\xEF\xBB\xBF[]", "not valid JSON at byte 0: expected a value; received '\xEF'"},
  };
  for (const auto& [given, expected] : table) {
    const auto* json = given;
    CAPTURE(json);
    CHECK_THROWS_WITH_AS(parse_json(json), expected, ValueError);
  }
}

TEST_CASE("parse_json keeps to its limits") {
  CHECK(parse_json("[[1]]", {.depth = 2}).is_list());
  CHECK_THROWS_WITH_AS(parse_json("[[[1]]]", {.depth = 2}),
                       "the JSON must not be nested deeper than 2 levels; at byte 3", ValueError);
  CHECK_THROWS_AS(parse_json(std::string(1000000, '[')), ValueError);
  CHECK_THROWS_WITH_AS(parse_json("[1, 2]", {.bytes = 5}),
                       "the JSON must have at most 5 bytes; received 6", ValueError);
}

TEST_CASE("to_json writes any bytes as ASCII that parses") {
  const char* odd[] = {"\xff",      "\xc3",         "\xe2\x82",
                       "\xe2\x82x", "\xf0\x9f\x98", "\xf7\xbf\xbf\xbf",
                       "\x80\x80",  "\xed\xa0\x80", "\xc3\xc3\xa9"};
  for (const std::string bytes : odd) {
    const auto json = to_json(Value(bytes));
    CAPTURE(json);
    CHECK(std::all_of(json.begin(), json.end(), [](char c) { return c >= 32 && c < 127; }));
    CHECK_NOTHROW(parse_json(json));
  }
  CHECK(to_json(Value("\xe2\x82x")) == R"("\u00e2\u0082x")");  // no byte is lost
}

TEST_CASE("to_json stops when it has enough") {
  const auto json = to_json(Value(List(1000000, "text")), 100);
  CHECK(json.size() >= 100);
  CHECK(json.size() < 120);
}

}  // namespace keras
