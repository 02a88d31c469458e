// Internal: the operations as golden files call them, by name, positional arguments and keywords.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/core/sizes.hpp"
#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// One call of an operation.
struct Call {
  std::vector<std::vector<Tensor>> arguments = {};  ///< A list of tensors is one argument.
  Object keywords = {};

  const Tensor& operator[](std::size_t i) const { return arguments.at(i).at(0); }
  const std::vector<Tensor>& list() const { return arguments.at(0); }
  bool has(const char* name) const;
  /// Tensors not given, null and numbers in the place of lists are Keras's.
  Axes axes(const char* name = "axis", Axes missing = {}) const;
  std::optional<int> axis(std::optional<int> missing = {}) const;
  int integer(const char* name, int missing = 0) const;
  double number(const char* name, double missing) const;
  bool flag(const char* name, bool missing = false) const;
  std::optional<DType> dtype() const;
  std::vector<int> integers(const char* name) const;
  Shape shape(const char* name) const;
  Sizes sizes(const char* name, int missing) const;
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
