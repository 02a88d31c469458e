// Internal: arrays of golden files, for the tests of layers and quantizers.
#pragma once
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "keras/core/config.hpp"
#include "keras/core/json.hpp"
#include "keras/graph/tensor.hpp"
#include "keras/ops/core.hpp"

namespace keras::golden {

inline Tensor tensor_of(const Value& value) {
  Shape shape;
  from_value(value.as_object().at("shape"), shape);
  std::vector<double> elements;
  for (const auto& element : value.as_object().at("values").as_list())
    elements.push_back(element.as_number());
  return ops::cast(Tensor(elements, shape), value.as_object().at("dtype").as_string());
}

inline std::vector<Tensor> tensors_of(const Value& list) {
  std::vector<Tensor> result;
  for (const auto& item : list.as_list()) result.push_back(tensor_of(item));
  return result;
}

inline double tolerance(DType dtype) {
  if (dtype == DType::bfloat16) return 2e-2;
  return dtype == DType::float16 ? 3e-3 : 1e-5;
}

/// "" or where `got` differs from `want`.
inline std::string difference(const Tensor& got, const Tensor& want, double tolerance) {
  if (got.shape() != want.shape() || got.dtype() != want.dtype())
    return text(got.dtype(), " ", got.shape(), " in place of ", want.dtype(), " ", want.shape());
  const auto a = got.to_vector<double>(), b = want.to_vector<double>();
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!(std::abs(a[i] - b[i]) <= tolerance * (1 + std::abs(b[i]))) && a[i] != b[i])
      return text("element ", i, " is ", a[i], " in place of ", b[i]);
  return "";
}

inline std::string differences(const std::vector<Tensor>& got, const Value& want) {
  const auto expected = tensors_of(want);
  if (got.size() != expected.size()) return text(got.size(), " in place of ", expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    const auto why = difference(got[i], expected[i], tolerance(expected[i].dtype()));
    if (!why.empty()) return text(i, ": ", why);
  }
  return "";
}

inline Value read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace keras::golden
