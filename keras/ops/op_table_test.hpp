// Internal: the operations as golden files call them, by name, positional arguments and keywords.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// One call of an operation.
struct Call {
  std::vector<std::vector<Tensor>> arguments = {};  ///< A list of tensors is one argument.
  Object keywords = {};

  const Tensor& operator[](std::size_t i) const { return arguments.at(i).at(0); }
};

/// An operation, and where its arguments may lie when its derivatives are probed.
struct Row {
  std::string_view name = {};
  std::function<std::vector<Tensor>(const Call&)> call = {};
  double low = -1.7, high = 1.7;
};

std::span<const Row> rows();
/// nullptr when there is no such row.
const Row* find_row(std::string_view name);

/// A case of tests/golden.
struct Golden {
  std::string op = {};
  Call call = {};
  std::vector<Tensor> expected = {};
  std::string text = {};  ///< As JSON, for messages.
};
/// The cases of all groups.
const std::vector<Golden>& golden_cases();

/// `count` numbers between `low` and `high` that only depend on `seed`.
std::vector<double> scattered(std::size_t count, double low, double high, unsigned seed);

}  // namespace keras::ops
