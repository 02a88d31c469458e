#pragma once
#include <initializer_list>
#include <vector>

#include "keras/core/config.hpp"
#include "keras/graph/tensor.hpp"

namespace keras {

/// A number or an array of numbers that stays as it is: `0.5`, `{0.485, 0.456, 0.406}`, a tensor;
/// or None, where an argument may be left out.
class Numbers {
 public:
  Numbers() = default;
  Numbers(std::nullopt_t) : given_(false) {}
  Numbers(double number) : values_{number} {}
  Numbers(std::initializer_list<double> numbers) : Numbers(std::vector<double>(numbers)) {}
  Numbers(std::vector<double> numbers)
      : values_(std::move(numbers)), shape_({static_cast<std::int64_t>(values_.size())}) {}
  Numbers(const Tensor& array) : values_(array.to_vector<double>()), shape_(array.shape()) {}

  bool given() const { return given_; }
  const Shape& shape() const& { return shape_; }
  Shape shape() && { return shape_; }
  Tensor tensor(DType dtype) const;

  friend Value to_value(const Numbers& numbers);
  friend void from_value(const Value& value, Numbers& numbers);

 private:
  std::vector<double> values_ = {0.0};
  Shape shape_ = {};
  bool given_ = true;
  Value saved_ = {};  ///< What it was read from: an array is saved as one again.
};

Value to_value(const Numbers& numbers);
/// From a number, nested lists, or an array as Keras saves it.
void from_value(const Value& value, Numbers& numbers);

}  // namespace keras
