// The lengths of a tensor's axes.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace keras {

/// An axis whose length is not known yet, as in `Input({None, 3})`; also "no value" elsewhere.
inline constexpr std::nullopt_t None = std::nullopt;

/// The length of an axis, or `None`.
using Dim = std::optional<std::int64_t>;

/// The lengths of a tensor's axes, `(None, 28, 28)`; an unknown length is stored as `unknown`.
class Shape {
 public:
  static constexpr std::int64_t unknown = -1;

  Shape() = default;
  Shape(std::initializer_list<Dim> dims);
  explicit Shape(std::vector<std::int64_t> dims) : dims_(std::move(dims)) {}

  int rank() const { return static_cast<int>(dims_.size()); }
  bool empty() const { return dims_.empty(); }
  /// Whether every length is known.
  bool known() const;
  /// The number of elements; an error while a length is unknown.
  std::int64_t elements() const;

  /// The length of `axis`; negative axes count from the last.
  std::int64_t operator[](int axis) const { return dims_[index(axis)]; }
  std::int64_t& operator[](int axis) { return dims_[index(axis)]; }
  /// The axes from `first` up to `last` (not included).
  Shape from(int first) const;
  Shape up_to(int last) const;
  /// With `length` as a new axis before `axis` (which may be the rank).
  Shape with(int axis, std::int64_t length) const;
  Shape without(int axis) const;

  auto begin() const { return dims_.begin(); }
  auto end() const { return dims_.end(); }
  const std::vector<std::int64_t>& dims() const& { return dims_; }
  std::vector<std::int64_t> dims() && { return std::move(dims_); }
  void push_back(std::int64_t length) { dims_.push_back(length); }

  friend bool operator==(const Shape&, const Shape&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Shape& shape);

 private:
  std::size_t index(int axis) const;
  std::vector<std::int64_t> dims_;
};

/// The axes of `a` followed by those of `b`.
Shape operator+(const Shape& a, const Shape& b);

/// As Python prints a tuple: `(None, 28, 28)`, `(3,)`, `()`.
void append(std::string& out, const Shape& shape);

/// `axis` counted from the front, for a tensor of `rank`; an error that names `where` when outside.
int normalize_axis(int axis, int rank, const char* where);

/// Which element of a tensor of shape `from` stands at the place `index` (in row-major order) of
/// `to`, to which it is broadcast.
std::int64_t broadcast_index(const Shape& from, const Shape& to, std::int64_t index);

/// The shape of `a` and `b` broadcast together as in NumPy; an error that names `where`.
Shape broadcast(const Shape& a, const Shape& b, const char* where);

}  // namespace keras
