#include "keras/core/error.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace keras {

TEST_CASE("text writes its parts as Python would") {
  CHECK(text("a", 'b', std::string("c"), 1, -2L, true, false) == "abc1-2TrueFalse");
  CHECK(text(std::vector<int>{1, 2, 3}) == "(1, 2, 3)");
  CHECK(text(std::vector<std::string>{}) == "()");
  CHECK(text(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
}

TEST_CASE("text writes the shortest number that reads back, as Python's repr") {
  const std::pair<double, const char*> table[] = {
      {0, "0.0"},
      {-0.0, "-0.0"},
      {1, "1.0"},
      {0.1, "0.1"},
      {-2.5, "-2.5"},
      {1.0 / 3, "0.3333333333333333"},
      {1e15, "1000000000000000.0"},
      {1e16, "1e+16"},
      {1e22, "1e+22"},
      {1.5e300, "1.5e+300"},
      {1e-4, "0.0001"},
      {1e-5, "1e-05"},
      {5e-324, "5e-324"},
      {std::numeric_limits<double>::infinity(), "inf"},
      {-std::numeric_limits<double>::infinity(), "-inf"},
      {std::numeric_limits<double>::quiet_NaN(), "nan"},
  };
  for (const auto& [number, expected] : table) CHECK(text(number) == expected);
  CHECK(text(0.1f) == "0.1");
  CHECK(text(16777216.0f) == "16777216.0");
}

TEST_CASE("fail and check throw their parts as one sentence") {
  CHECK_THROWS_WITH_AS(fail("layers.Dense: units must be positive; received units=", -3),
                       "layers.Dense: units must be positive; received units=-3", ValueError);
  CHECK_THROWS_AS(fail("x"), std::invalid_argument);
  CHECK_NOTHROW(check(true, "no matter"));
  CHECK_THROWS_WITH_AS(check(1 > 2, "the order of ", 1, " and ", 2),
                       "internal error: the order of 1 and 2", InternalError);
}

TEST_CASE("quoted is safe in one line") {
  CHECK(quoted("relu") == "'relu'");
  CHECK(quoted("") == "''");
  CHECK(quoted("a\nb\x1b[2J\x7f") == "'a\\x0ab\\x1b[2J\\x7f'");
  CHECK(quoted("größe") == "'größe'");
  CHECK(quoted(std::string(60, 'x')) == "'" + std::string(60, 'x') + "'");
  CHECK(quoted(std::string(61, 'x')) == "'" + std::string(60, 'x') + "...'");
  // The 60th byte is the first of the two of "ä".
  CHECK(quoted(std::string(59, 'x') + "ä") == "'" + std::string(59, 'x') + "...'");
}

TEST_CASE("suggestion names the nearest name, or all") {
  const std::vector<std::string> known = {"relu", "softmax", "LeakyReLU"};
  CHECK(suggestion("rleu", known) == "; did you mean 'relu'?");
  CHECK(suggestion("mes", std::vector<std::string>{"MAE", "MSE", "mse"}) ==
        "; did you mean 'mse'?");
  CHECK(suggestion("Softmax", known) == "; did you mean 'softmax'?");
  CHECK(suggestion("leakyrelu", known) == "; did you mean 'LeakyReLU'?");
  CHECK(suggestion("hexagon", known) == "; expected one of: relu, softmax, LeakyReLU");
  CHECK(suggestion(std::string(5000, 'r'), known) == "; expected one of: relu, softmax, LeakyReLU");
  const std::vector<std::string> many(100, "name_of_a_thing");
  const auto listed = suggestion("hexagon", many);
  CHECK(listed.size() < 210);
  CHECK(listed.ends_with(", ..."));
  CHECK(suggestion("hexagon", {}) == "; expected one of: ");
}

}  // namespace keras
