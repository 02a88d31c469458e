// Internal: tensors as nested lists of JSON, in the form of TensorFlow Serving.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::serving {

/// Whether `value` is `{"b64": "..."}`, a string in base64.
bool is_base64(const Value& value);

/// The tensor of nested lists of numbers, bools or strings. Without `dtype` it is float32, or what
/// bools and strings are. An error when an item does not fit the dtype.
Tensor tensor_from_json(const Value& lists, std::optional<DType> dtype);

/// Writes the elements of a tensor, whole or row by row. Numbers have the digits that tell them
/// from all others of their dtype; NaN, Infinity and -Infinity stand as such.
class JsonElements {
 public:
  explicit JsonElements(const Tensor& tensor);

  std::int64_t rows() const { return shape_.rank() > 0 ? shape_[0] : 0; }
  void write(std::string& out) const { write_from(out, 0, 0); }
  void write_row(std::string& out, std::int64_t row) const;

 private:
  void write_from(std::string& out, int axis, std::int64_t first) const;

  Shape shape_;
  std::function<void(std::string& out, std::size_t element)> write_element_;
};

}  // namespace keras::serving
