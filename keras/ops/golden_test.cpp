// Reading of the golden files.
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>

#include "keras/core/json.hpp"
#include "keras/ops/op_table_test.hpp"

namespace keras::ops {
namespace {

Tensor array_of(const Value& value) {
  const DType dtype(value.string_at("dtype"));
  Shape shape;
  for (const auto& length : value.find("shape")->as_list()) shape.push_back(length.as_integer());
  const auto& numbers = value.find("values")->as_list();
  return visit_dtype(dtype, [&](auto zero) {
    using T = decltype(zero);
    std::vector<T> elements;
    for (const auto& number : numbers) {
      if constexpr (std::is_same_v<T, float16> || std::is_same_v<T, bfloat16>)
        elements.push_back(T(static_cast<float>(number.as_number())));
      else
        elements.push_back(static_cast<T>(number.as_number()));
    }
    return Tensor(elements, shape);
  });
}

std::vector<Tensor> tensors_of(const Value& value) {
  if (value.is_object()) return {array_of(value)};
  if (value.is_bool()) return {value.as_bool()};
  if (value.is_integer()) return {value.as_integer()};
  if (value.is_number()) return {value.as_number()};
  std::vector<Tensor> result;
  for (const auto& each : value.as_list()) result.push_back(tensors_of(each).at(0));
  return result;
}

void read_group(const std::string& group, std::vector<Golden>& cases) {
  std::ifstream file(std::string(KERAS_GOLDEN) + "/" + group + ".json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto root = parse_json(text);
  for (const auto& each : root.find("cases")->as_list()) {
    Golden golden{std::string(each.string_at("op"))};
    for (const auto& argument : each.find("args")->as_list())
      golden.call.arguments.push_back(tensors_of(argument));
    golden.call.keywords = each.find("kwargs")->as_object();
    golden.expected = tensors_of(*each.find("expected"));
    golden.text = to_json(each);
    cases.push_back(std::move(golden));
  }
}

}  // namespace

const std::vector<Golden>& golden_cases() {
  static const auto cases = [] {
    std::vector<Golden> result;
    for (const char* group :
         {"activations", "arithmetic", "arrays", "comparison", "convolutions", "creation",
          "elementwise", "images", "indexing", "linalg", "losses", "networks", "products",
          "reductions", "signals", "statistics", "structure", "trigonometry", "unary_math"})
      read_group(group, result);
    return result;
  }();
  return cases;
}

std::vector<double> scattered(std::size_t count, double low, double high, unsigned seed) {
  std::vector<double> result(count);
  std::uint64_t state = seed * 2654435761u + 12345u;
  for (auto& x : result) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    x = low + (high - low) * static_cast<double>(state >> 11) / 9007199254740992.0;
  }
  return result;
}

}  // namespace keras::ops
