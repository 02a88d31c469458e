#include "keras/cli/output.hpp"

#include <doctest/doctest.h>

namespace keras::cli {

TEST_CASE("an error is one line of printable characters") {
  CHECK(one_line("a\nerror: b\x1b[31m\x7f") == "a\\x0aerror: b\\x1b[31m\\x7f");
  CHECK(one_line("modèle ☃ 模型 😀.keras") == "modèle ☃ 模型 😀.keras");
  CHECK(one_line("\xff\xfe") == "\\xff\\xfe");
  CHECK(one_line("a\u202Eb\u200Bc\u00A0d") == "a\\xe2\\x80\\xaeb\\xe2\\x80\\x8bc\\xc2\\xa0d");
}

TEST_CASE("a long error is cut") {
  CHECK(one_line(std::string(400, 'x')) == std::string(400, 'x'));
  CHECK(one_line(std::string(401, 'x')) == std::string(397, 'x') + "...");
  CHECK(one_line("åäöåäö", 5) == "åä...");
  CHECK(one_line("ab\n\n\n\n", 8) == "ab...");
}

TEST_CASE("a preview shows the first rows") {
  std::vector<float> numbers;
  for (int i = 0; i < 16; ++i) numbers.push_back(static_cast<float>(i) / 2);
  CHECK(preview(Tensor(numbers, Shape({8, 2}))) ==
        "y: float32 (8, 2)\n  [0  0.5]\n  [1  1.5]\n  [2  2.5]\n  [3  3.5]\n  [4  4.5]\n"
        "  [5  5.5]\n  ... 2 more rows\n");
}

TEST_CASE("results are shown with six digits") {
  CHECK(shown(0.95354321) == "0.953543");
  CHECK(shown(List{0.5, 1.0}) == "[0.5, 1]");
}

TEST_CASE("text is shown in quotes") {
  const Tensor words(std::vector<std::string>{"a", "b\n"}, {2, 1});
  CHECK(preview(words) == "y: string (2, 1)\n  ['a']\n  ['b\\x0a']\n");
}

}  // namespace keras::cli
