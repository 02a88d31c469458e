#include <doctest/doctest.h>

#include <sstream>

#include "keras/core/error.hpp"
#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

using Strings = std::vector<std::string>;

std::string printed(const Tensor& tensor) {
  std::ostringstream out;
  out << tensor;
  return out.str();
}

}  // namespace

TEST_CASE("tensors hold strings, which move as numbers do") {
  const Tensor x(Strings{"a", "", "\xC3\xA9", "a"}, {2, 2});
  CHECK(x.dtype() == DType::string);
  CHECK(x.to_vector<std::string>() == Strings{"a", "", "\xC3\xA9", "a"});
  CHECK(x[1].to_vector<std::string>() == Strings{"\xC3\xA9", "a"});
  CHECK(x[Tensor(std::vector<int>{1, 0})](all, 0).to_vector<std::string>() ==
        Strings{"\xC3\xA9", "a"});
  CHECK(ops::concatenate({x, ops::array({{"b", "c"}})}, {.axis = 0}).to_vector<std::string>() ==
        Strings{"a", "", "\xC3\xA9", "a", "b", "c"});
  CHECK(ops::transpose(x).to_vector<std::string>() == Strings{"a", "\xC3\xA9", "", "a"});
  CHECK(ops::broadcast_to(x[0], {2, 2}).to_vector<std::string>() == Strings{"a", "", "a", ""});
  CHECK(Tensor(std::vector<const char*>{"x"}).to_vector<std::string>() == Strings{"x"});
}

TEST_CASE("strings are no numbers") {
  const auto x = ops::array({"a", "b"});
  CHECK_THROWS_WITH_AS(ops::cast(x, "float32").to_vector<float>(),
                       "ops.cast: string cannot be converted to float32", ValueError);
  CHECK_THROWS_WITH_AS(ops::cast(Tensor(std::vector<float>{1}), "string").bytes(),
                       "ops.cast: float32 cannot be converted to string", ValueError);
  CHECK_THROWS_WITH_AS(ops::add(x, x).bytes(), "ops.add: is not defined for string", ValueError);
  CHECK_THROWS_WITH_AS(x.to_vector<int>(), "dtype string has no arithmetic here", ValueError);
  CHECK_THROWS_WITH_AS(Tensor(std::vector<int>{1}).to_vector<std::string>(),
                       "Tensor.to_vector: the elements are int32; received a request for strings",
                       ValueError);
  CHECK_THROWS_WITH_AS(
      ops::array({{"a", 1}}),
      "ops.array: values must be numbers or strings, not both; received 1 strings among 2 values",
      ValueError);
}

TEST_CASE("tensors are printed as NumPy prints arrays") {
  CHECK(printed(None) == "None");
  CHECK(printed(ops::array({{0.5, 1}, {0.1, -2}})) == "[[0.5 1]\n [0.1 -2]]");
  CHECK(printed(ops::array({"a", "b c"})) == "['a' 'b c']");
  CHECK(printed(Tensor(std::vector<bool>{true, false})) == "[True False]");
  CHECK(printed(Tensor(7)) == "7");
  CHECK(printed(ops::zeros({2, 0})) == "[[]\n []]");
  CHECK(printed(ops::arange(2000)) == "[0 1 2 ... 1997 1998 1999]");
}

}  // namespace keras
