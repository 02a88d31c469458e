#include "keras/core/value.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

namespace keras {

TEST_CASE("Value says what it is") {
  const Object object{{"a", 1}};
  const std::pair<Value, std::string> table[] = {
      {Value(), "null"},     {nullptr, "null"},
      {true, "a bool"},      {3, "an integer"},
      {3u, "an integer"},    {2.5, "a number"},
      {"text", "a string"},  {List{1}, "a list"},
      {object, "an object"}, {std::string_view(""), "a string"},
  };
  for (const auto& [value, kind] : table) CHECK(value.kind() == kind);
}

TEST_CASE("Value converts only what it is, and says what it is instead") {
  CHECK(Value(true).as_bool());
  CHECK(Value(3).as_integer() == 3);
  CHECK(Value(3.0).as_integer() == 3);
  CHECK(Value(3).as_number() == 3.0);
  CHECK(Value("x").as_string() == "x");
  CHECK(Value(List{1, 2}).as_list().size() == 2);
  CHECK_THROWS_WITH_AS(Value(3).as_bool(), "must be true or false; received 3", ValueError);
  CHECK_THROWS_WITH_AS(Value(2.5).as_integer(), "must be an integer; received 2.5", ValueError);
  CHECK_THROWS_AS(Value(1e300).as_integer(), ValueError);
  CHECK_THROWS_WITH_AS(Value(true).as_number(), "must be a number; received true", ValueError);
  CHECK_THROWS_WITH_AS(Value().as_string(), "must be a string; received null", ValueError);
  CHECK_THROWS_WITH_AS(Value("x").as_list(), "must be a list; received 'x'", ValueError);
  CHECK_THROWS_WITH_AS(Value(List{1, "a"}).as_object(), "must be an object; received [1, \"a\"]",
                       ValueError);
}

TEST_CASE("Value is cut short in a message") {
  const auto list = text(Value(List(1000, 7)));
  CHECK(list.starts_with("[7, 7, 7"));
  CHECK(list.ends_with("..."));
  CHECK(list.size() == 63);
  CHECK(text(Value(std::string(1000, 'x'))).size() < 70);
}

TEST_CASE("Value compares by content; numbers by value") {
  CHECK(Value(1) == Value(1.0));
  CHECK_FALSE(Value(1) == Value(true));
  CHECK_FALSE(Value() == Value(0));
  CHECK(Value(List{1, "a", nullptr}) == Value(List{1, "a", nullptr}));
  CHECK_FALSE(Value(List{1}) == Value(List{2}));
  CHECK(Object{{"a", 1}, {"b", 2}} == Object{{"b", 2}, {"a", 1}});
  CHECK_FALSE(Object{{"a", 1}} == Object{{"a", 1}, {"b", 2}});
  CHECK_FALSE(Object{{"a", 1}} == Object{{"b", 1}});
}

TEST_CASE("Object keeps the order of its members") {
  Object object{{"z", 1}, {"a", 2}};
  object["m"] = "three";
  object["z"] = 4;
  std::string keys;
  for (const auto& member : object) keys += member.key;
  CHECK(keys == "zam");
  CHECK(object.size() == 3);
  CHECK(object.at("z") == Value(4));
  CHECK(object.contains("a"));
  CHECK(object.find("missing") == nullptr);
  CHECK_THROWS_WITH_AS(object.at("units"), "the field 'units' is missing", ValueError);
  object.erase("a");
  CHECK_FALSE(object.contains("a"));
  CHECK(Object().empty());
}

TEST_CASE("Value finds members of objects only") {
  const Value value(Object{{"class_name", "Dense"}, {"units", 3}});
  CHECK(value.find("units")->as_integer() == 3);
  CHECK(value.string_at("class_name") == "Dense");
  CHECK(value.string_at("units").empty());
  CHECK(value.string_at("missing").empty());
  CHECK(Value(3).find("units") == nullptr);
}

}  // namespace keras
