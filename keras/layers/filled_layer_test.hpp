// Internal: layers with weights that need no file, and results to compare.
#pragma once
#include <doctest/doctest.h>

#include <vector>

#include "keras/layers/layer.hpp"

namespace keras::layers {

/// The layer with weights (7i mod 11 - 5) / 10.
template <class L>
L filled(L layer, const std::vector<Shape>& inputs) {
  layer.build(inputs);
  for (const auto& variable : layer.variables()) {
    std::vector<float> values;
    for (int i = 0; i < variable.shape().elements(); ++i)
      values.push_back(static_cast<float>(i * 7 % 11 - 5) / 10);
    variable.assign(Tensor(values, variable.shape()));
  }
  return layer;
}

inline void check_close(const Tensor& got, const std::vector<float>& want) {
  const auto values = got.to_vector<float>();
  REQUIRE(values.size() == want.size());
  for (std::size_t i = 0; i < want.size(); ++i) CHECK(values[i] == doctest::Approx(want[i]));
}

}  // namespace keras::layers
