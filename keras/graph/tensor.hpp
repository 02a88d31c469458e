// A tensor is a handle to a node of the graph: its value never changes and is computed when asked.
#pragma once
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/dtype.hpp"
#include "keras/core/interned.hpp"
#include "keras/core/shape.hpp"

namespace keras {

class Variable;
namespace graph {
struct Node;
struct Storage;
}  // namespace graph

/// What is known of a tensor before it is computed.
struct Spec {
  Shape shape = {};
  DType dtype = DType::float32;
  /// A plain C++ number: it takes the dtype of what it is combined with, as a Python number does.
  bool weak = false;
  /// What all elements take in memory.
  std::size_t bytes() const {
    return static_cast<std::size_t>(shape.elements()) * dtype.itemsize();
  }
  friend bool operator==(const Spec&, const Spec&) = default;
};

/// Some of the places along an axis: from `start` to `stop` (not included) in steps of `step`.
struct Range {
  Dim start = {}, stop = {};
  std::int64_t step = 1;
};
/// `range(0, 100)`, `range(-5, None)`, `range(0, None, 2)`, as Python's slices.
inline Range range(Dim start, Dim stop, std::int64_t step = 1) { return {start, stop, step}; }

/// A whole axis.
struct All {};
inline constexpr All all = {};

/// What one axis is indexed with: a place, a range, or all of it.
struct Index {
  Index(std::int64_t place) : place(place) {}
  Index(int place) : place(place) {}
  Index(Range range) : range(range) {}
  Index(All) : range(Range{}) {}
  std::optional<std::int64_t> place = {};
  Range range = {};
};

/// An array of numbers or strings: a handle, so that copies share it. Nothing is computed before a
/// value is looked at (`data`, `to_vector`, `float(t)`) or a program that contains it runs.
///
///     const auto y = ops::matmul(a, b) + 1;   // recorded
///     for (float v : y.to_vector<float>()) …  // computed
class Tensor {
 public:
  /// No tensor: Python's None.
  Tensor() = default;
  Tensor(std::nullopt_t) {}
  /// A scalar that takes the dtype of what it is combined with (bool, int32 or float32 alone).
  template <class T>
  requires std::is_arithmetic_v<T> Tensor(T value)
      : Tensor(scalar(static_cast<double>(value), std::is_same_v<T, bool> ? DType::boolean
                                                  : std::is_integral_v<T> ? DType::int32
                                                                          : DType::float32)) {}
  /// The value of `variable` now.
  Tensor(const Variable& variable);
  /// A vector.
  template <class T>
  explicit Tensor(const std::vector<T>& values)
      : Tensor(values, Shape({static_cast<std::int64_t>(values.size())})) {}
  /// The values in row-major order; strings are UTF-8.
  template <class T>
  Tensor(const std::vector<T>& values, Shape shape) {
    if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      std::vector<std::uint32_t> numbers;
      for (const auto& value : values) numbers.push_back(intern(value));
      *this = copy_of(numbers.data(), numbers.size(), {std::move(shape), DType::string});
    } else if constexpr (std::is_same_v<T, bool>) {
      const std::vector<std::uint8_t> bytes(values.begin(), values.end());
      *this = copy_of(bytes.data(), bytes.size(), {std::move(shape), DType::boolean});
    } else {
      static_assert(dtype_of<T> != DType::string, "Tensor: this type is no element of a tensor");
      *this = copy_of(values.data(), values.size(), {std::move(shape), dtype_of<T>});
    }
  }
  Tensor(std::shared_ptr<graph::Node> node, int output = 0)
      : node_(std::move(node)), output_(output) {}

  Tensor(const Tensor&) = default;
  Tensor(Tensor&&) noexcept = default;
  Tensor& operator=(const Tensor&) & = default;  // x[i] = y must not compile
  Tensor& operator=(Tensor&&) & noexcept = default;

  /// Whether this is a tensor at all, and not None.
  bool defined() const { return node_ != nullptr; }

  const Spec& spec() const&;
  Spec spec() && { return std::as_const(*this).spec(); }
  Shape shape() const { return spec().shape; }
  std::int64_t shape(int axis) const { return spec().shape[axis]; }
  int rank() const { return spec().shape.rank(); }
  DType dtype() const { return spec().dtype; }
  /// The number of elements.
  std::int64_t size() const { return spec().shape.elements(); }

  /// The same elements, in row-major order, in another shape; one length may be -1.
  Tensor reshape(Shape shape) const;

  // Along the first axis: one row (beyond an end the one at the end, as in JAX), some rows, the
  // rows where a mask is true, or rows by number.
  Tensor operator[](std::int64_t place) const;
  Tensor operator[](int place) const { return (*this)[std::int64_t{place}]; }
  Tensor operator[](Range rows) const;
  Tensor operator[](const Tensor& rows_or_mask) const;
  /// Along several axes: `x(all, 0)`, `x(0, range(2, 5), -1)`.
  template <class... More>
  Tensor operator()(Index first, More... more) const {
    const Index indices[] = {first, Index(more)...};
    return at(indices);
  }

  /// The elements in row-major order, computed if need be. `T` must be the dtype's C++ type.
  template <class T>
  std::span<const T> data() const& {
    return {static_cast<const T*>(raw(dtype_of<T>)), static_cast<std::size_t>(size())};
  }
  /// The memory of the elements, whatever their dtype, computed if need be.
  std::span<const std::byte> bytes() const&;
  template <class T>
  std::span<const T> data() && = delete;  // the memory would be gone: keep the tensor in a variable

  /// The elements converted to `T`, a type of numbers; strings are given as `std::string`.
  template <class T>
  std::vector<T> to_vector() const;

  // The value of a tensor of one element.
  explicit operator float() const { return static_cast<float>(item()); }
  explicit operator double() const { return item(); }
  explicit operator int() const { return static_cast<int>(item()); }
  explicit operator std::int64_t() const { return static_cast<std::int64_t>(item()); }
  explicit operator bool() const { return item() != 0; }

  const std::shared_ptr<graph::Node>& node() const { return node_; }
  int output() const { return output_; }

 private:
  static Tensor scalar(double value, DType dtype);
  static Tensor copy_of(const void* data, std::size_t count, Spec spec);
  Tensor at(std::span<const Index> indices) const;
  const void* raw(DType wanted) const;
  double item() const;

  std::shared_ptr<graph::Node> node_;
  int output_ = 0;
};

template <>
std::vector<bool> Tensor::to_vector() const;
template <>
std::vector<std::uint8_t> Tensor::to_vector() const;
template <>
std::vector<int> Tensor::to_vector() const;
template <>
std::vector<std::int64_t> Tensor::to_vector() const;
template <>
std::vector<float> Tensor::to_vector() const;
template <>
std::vector<double> Tensor::to_vector() const;
template <>
std::vector<std::string> Tensor::to_vector() const;

/// The elements in brackets, row by row, as NumPy shows them: `[[0.5 1]` and below `[0 2]]`.
std::ostream& operator<<(std::ostream& out, const Tensor& tensor);

/// A tensor whose bytes lie in `storage`.
Tensor make_tensor(Spec spec, graph::Storage storage);

/// A tensor in new memory that the caller fills before anyone looks at it.
Tensor empty_tensor(Spec spec);

}  // namespace keras
