#include "keras/io/pickle.hpp"

#include <doctest/doctest.h>

#include <string>

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

using namespace std::string_literals;

void check_refused(const std::string& pickle, const char* why) {
  CHECK_THROWS_WITH_AS(Pickle(bytes_of(pickle)), why, ValueError);
}

}  // namespace

TEST_CASE("a pickle holds numbers, texts and containers") {
  // {"a": [1, -2, 3.5, None], "b": (True, "x")}, protocol 2 of Python 3 without its memo
  const auto text =
      "\x80\x02}(X\x01\x00\x00\x00"
      "a](K\x01J\xfe\xff\xff\xffG@\x0c\x00\x00\x00\x00\x00\x00NeX\x01\x00\x00\x00"
      "b\x88X\x01\x00\x00\x00x\x86u."s;
  const Pickle pickle(bytes_of(text));
  const auto& list = Pickle::as_list(Pickle::at(pickle.root(), "a"));
  REQUIRE(list.size() == 4);
  CHECK(Pickle::as_integer(list[0]) == 1);
  CHECK(Pickle::as_integer(list[1]) == -2);
  CHECK(list[2].number == 3.5);
  CHECK(list[3].kind == Pickle::Value::Kind::none);
  CHECK(Pickle::as_text(Pickle::as_list(Pickle::at(pickle.root(), "b"))[1]) == "x");
  CHECK_THROWS_WITH_AS(Pickle::at(pickle.root(), "c"), "the pickle has no 'c'", ValueError);
}

TEST_CASE("a pickle is never run") {
  check_refused("cos\nsystem\n(S'true'\ntR.",
                "a pickle must hold data only; received 'os.system', which is never run");
  check_refused(
      "\x80\x04\x8c\x08"
      "builtins\x8c\x04"
      "eval\x93.",
      "a pickle must hold data only; received 'builtins.eval', which is never run");
}

TEST_CASE("a damaged pickle is an error") {
  check_refused("\x80\x02K", "the pickle is cut short; expected 1 bytes at its byte 3 of 3");
  check_refused("a.", "the pickle is malformed: a value is missing");
  check_refused("e.", "the pickle is malformed: a mark is missing");
  check_refused(
      "K\x01K\x02"
      "a.",
      "the pickle is malformed: there must be a list or a dictionary");
  check_refused("h\x07.", "the pickle is malformed: a value is missing");
  check_refused("\x8a\x09", "a pickle must hold numbers of at most 64 bits; received 9 bytes");
  check_refused("?", "the pickle has an instruction that is not read: '?'");
}

}  // namespace keras::io
