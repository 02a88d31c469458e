// Golden values of objects (tests/golden/*_objects.json) for the tests of losses, metrics, ...
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "keras/core/json.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::golden {

inline List cases(const char* name) {
  std::ifstream file(std::string(KERAS_GOLDEN) + "/" + name + ".json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse_json(text).as_object().at("cases").as_list();
}

inline Tensor tensor(const Value& array) {
  if (array.is_null()) return None;
  std::vector<std::int64_t> lengths;
  for (const auto& length : array.find("shape")->as_list()) lengths.push_back(length.as_integer());
  if (array.string_at("dtype") == "string") {
    std::vector<std::string> strings;
    for (const auto& x : array.find("values")->as_list()) strings.push_back(x.as_string());
    return Tensor(strings, Shape(lengths));
  }
  if (array.string_at("dtype") == "bool") {
    std::vector<bool> bools;
    for (const auto& x : array.find("values")->as_list()) bools.push_back(x.as_number() != 0);
    return Tensor(bools, Shape(lengths));
  }
  const bool whole = array.string_at("dtype") == "int32";
  std::vector<float> values;
  std::vector<std::int32_t> integers;
  for (const auto& x : array.find("values")->as_list()) {
    values.push_back(static_cast<float>(x.as_number()));
    if (whole) integers.push_back(static_cast<std::int32_t>(x.as_integer()));
  }
  return whole ? Tensor(integers, Shape(lengths)) : Tensor(values, Shape(lengths));
}

/// Whether two configs are equal, numbers as float32 keeps them.
inline bool same(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number())
    return static_cast<float>(a.as_number()) == static_cast<float>(b.as_number());
  if (a.is_list() && b.is_list()) {
    const auto &x = a.as_list(), &y = b.as_list();
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i)
      if (!same(x[i], y[i])) return false;
    return true;
  }
  if (!a.is_object() || !b.is_object()) return a == b;
  if (a.as_object().size() != b.as_object().size()) return false;
  for (const auto& [key, value] : a.as_object())
    if (!b.find(key) || !same(value, *b.find(key))) return false;
  return true;
}

inline void check_config(const Value& actual, const Value& expected) {
  CHECK_MESSAGE(same(actual, expected), to_json(actual), " is not ", to_json(expected));
}

inline void check_values(const Tensor& actual, const Value& expected) {
  const auto wanted = tensor(expected);
  REQUIRE(actual.shape() == wanted.shape());
  if (wanted.dtype() == DType::string) {
    CHECK(actual.to_vector<std::string>() == wanted.to_vector<std::string>());
    return;
  }
  const auto a = actual.to_vector<double>(), b = wanted.to_vector<double>();
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool close = std::abs(a[i] - b[i]) <= 1e-6 + 1e-5 * std::abs(b[i]);
    CHECK_MESSAGE((close || (std::isnan(a[i]) && std::isnan(b[i]))), a[i], " is not ", b[i]);
  }
}

}  // namespace keras::golden
