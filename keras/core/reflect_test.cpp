#include "keras/core/reflect.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace keras {

namespace reflect_test {

struct Nothing {};

struct DenseOptions {
  int units = 0;
  std::optional<std::string> activation = {};
  bool use_bias = true;
  std::string name = {};
};

struct Inner {
  int a = 1, b = 2;
};

struct Mixed {
  std::array<int, 2> pair = {};
  Inner inner = {};
  std::vector<double> list = {};
  std::variant<int, std::string> either = 1;
  std::function<int(int)> function = {};
  std::shared_ptr<int> owner = {};
  double last_1 = 0;
};

struct Forty {
  int a0 = 0, a1 = 1, a2 = 2, a3 = 3, a4 = 4, a5 = 5, a6 = 6, a7 = 7, a8 = 8, a9 = 9;
  int b0 = 0, b1 = 1, b2 = 2, b3 = 3, b4 = 4, b5 = 5, b6 = 6, b7 = 7, b8 = 8, b9 = 9;
  int c0 = 0, c1 = 1, c2 = 2, c3 = 3, c4 = 4, c5 = 5, c6 = 6, c7 = 7, c8 = 8, c9 = 9;
  int d0 = 0, d1 = 1, d2 = 2, d3 = 3, d4 = 4, d5 = 5, d6 = 6, d7 = 7, d8 = 8, d9 = 39;
};

}  // namespace reflect_test

using namespace reflect_test;

TEST_CASE("reflect counts the members of a struct") {
  CHECK(reflect::size<Nothing> == 0);
  CHECK(reflect::size<Inner> == 2);
  CHECK(reflect::size<const DenseOptions> == 4);
  CHECK(reflect::size<Mixed> == 7);
  CHECK(reflect::size<Forty> == reflect::most_members);
}

TEST_CASE("reflect names the members in the order of declaration") {
  CHECK(reflect::names<Nothing>.empty());
  CHECK(reflect::names<DenseOptions> ==
        std::array<std::string_view, 4>{"units", "activation", "use_bias", "name"});
  CHECK(reflect::names<Mixed> == std::array<std::string_view, 7>{"pair", "inner", "list", "either",
                                                                 "function", "owner", "last_1"});
  CHECK(reflect::names<Forty>[0] == "a0");
  CHECK(reflect::names<Forty>[39] == "d9");
}

TEST_CASE("reflect refers to the members of the object itself") {
  DenseOptions options{.units = 3};
  std::get<0>(reflect::members(options)) = 4;
  CHECK(options.units == 4);
  const Forty forty;
  CHECK(std::get<39>(reflect::members(forty)) == 39);
}

TEST_CASE("for_each visits every name with its member") {
  const DenseOptions options{.units = 7, .activation = "relu", .name = "head"};
  std::string seen;
  reflect::for_each(options, [&](std::string_view name, const auto& member) {
    seen += name;
    if constexpr (std::is_same_v<decltype(member), const int&>)
      seen += "=" + std::to_string(member);
    if constexpr (std::is_same_v<decltype(member), const std::string&>) seen += "=" + member;
    seen += ' ';
  });
  CHECK(seen == "units=7 activation use_bias name=head ");
  Inner inner;
  reflect::for_each(inner, [](std::string_view, int& member) { member *= 10; });
  CHECK(inner.a == 10);
  CHECK(inner.b == 20);
  Nothing nothing;
  reflect::for_each(nothing, [](std::string_view, int) { FAIL("there is nothing to visit"); });
}

namespace {
struct Local {
  int first = 0;
  std::string second = {};
};
}  // namespace

TEST_CASE("reflect: the members of a struct that only this file knows") {
  CHECK(reflect::names<Local> == std::array<std::string_view, 2>{"first", "second"});
}

}  // namespace keras
