#include "keras/core/shape.hpp"

#include <algorithm>
#include <limits>
#include <ostream>

#include "keras/core/error.hpp"

namespace keras {

Shape::Shape(std::initializer_list<Dim> dims) {
  for (const auto& dim : dims) dims_.push_back(dim.value_or(unknown));
}

bool Shape::known() const {
  return std::none_of(dims_.begin(), dims_.end(), [](auto d) { return d == unknown; });
}

std::int64_t Shape::elements() const {
  std::int64_t count = 1;
  for (const auto dim : dims_) {
    if (dim < 0) fail("Shape: the number of elements of ", *this, " is not known yet");
    if (__builtin_mul_overflow(count, dim, &count))
      fail("Shape: ", *this, " has more elements than can be counted");
  }
  return count;
}

std::size_t Shape::index(int axis) const {
  const auto i = axis < 0 ? axis + rank() : axis;
  if (i < 0 || i >= rank()) fail("Shape: axis ", axis, " is outside of the shape ", *this);
  return static_cast<std::size_t>(i);
}

Shape Shape::from(int first) const { return Shape(std::vector(begin() + first, end())); }
Shape Shape::up_to(int last) const { return Shape(std::vector(begin(), begin() + last)); }

Shape Shape::with(int axis, std::int64_t length) const {
  auto dims = dims_;
  dims.insert(dims.begin() + axis, length);
  return Shape(std::move(dims));
}

Shape Shape::without(int axis) const {
  auto dims = dims_;
  dims.erase(dims.begin() + axis);
  return Shape(std::move(dims));
}

Shape operator+(const Shape& a, const Shape& b) {
  auto dims = a.dims();
  dims.insert(dims.end(), b.begin(), b.end());
  return Shape(std::move(dims));
}

void append(std::string& out, const Shape& shape) {
  out += '(';
  for (int i = 0; i < shape.rank(); ++i) {
    if (i > 0) out += ", ";
    if (shape[i] == Shape::unknown) {
      out += "None";
    } else {
      append(out, shape[i]);
    }
  }
  out += shape.rank() == 1 ? ",)" : ")";
}

int normalize_axis(int axis, int rank, const char* where) {
  const int i = axis < 0 ? axis + rank : axis;
  if (i < 0 || i >= rank)
    fail(where, ": axis must be in [", -rank, ", ", rank, "); received axis=", axis);
  return i;
}

std::int64_t broadcast_index(const Shape& from, const Shape& to, std::int64_t index) {
  std::int64_t result = 0, stride = 1;
  for (int axis = 1; axis <= from.rank(); ++axis) {
    if (from[-axis] != 1) result += index % to[-axis] * stride;
    stride *= from[-axis];
    index /= to[-axis];
  }
  return result;
}

std::ostream& operator<<(std::ostream& out, const Shape& shape) { return out << text(shape); }

Shape broadcast(const Shape& a, const Shape& b, const char* where) {
  const auto rank = std::max(a.rank(), b.rank());
  std::vector<std::int64_t> dims(static_cast<std::size_t>(rank));
  for (int i = 1; i <= rank; ++i) {
    const auto da = i <= a.rank() ? a[-i] : 1, db = i <= b.rank() ? b[-i] : 1;
    const bool fits =
        da == db || da == 1 || db == 1 || da == Shape::unknown || db == Shape::unknown;
    if (!fits) fail(where, ": the shapes cannot be broadcast together; received ", a, " and ", b);
    // An unknown length meets a known one other than 1: it can only be that one (or 1).
    auto dim = da == 1 ? db : da;
    if (da == Shape::unknown && db != 1) dim = db;
    dims[static_cast<std::size_t>(rank - i)] = dim;
  }
  return Shape(std::move(dims));
}

}  // namespace keras
