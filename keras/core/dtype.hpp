// The types of a tensor's elements.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "keras/core/half.hpp"

namespace keras {

/// The type of a tensor's elements, by Keras's names: `DType("float32")`, `DType::float32`.
class DType {
 public:
  enum Kind : std::uint8_t {
    boolean,
    uint8,
    uint16,
    uint32,
    uint64,
    int8,
    int16,
    int32,
    int64,
    float16,
    bfloat16,
    float32,
    float64,
    float8_e4m3fn,
    float8_e5m2,
    complex64,
    complex128,
    string,
  };

  constexpr DType(Kind kind = float32) : kind_(kind) {}
  DType(const char* name) : DType(std::string_view(name)) {}
  DType(std::string_view name);  ///< An error with a suggestion when there is no such dtype.
  DType(const std::string& name) : DType(std::string_view(name)) {}

  constexpr Kind kind() const { return kind_; }
  std::string_view name() const;
  /// Bytes of one element; those of strings are their numbers (core/interned.hpp).
  std::size_t itemsize() const;
  bool is_floating() const;  ///< float16, bfloat16, float32, float64 or a float8.
  bool is_half() const { return kind_ == float16 || kind_ == bfloat16; }
  bool is_float8() const { return kind_ == float8_e4m3fn || kind_ == float8_e5m2; }
  bool is_integer() const;  ///< Signed or unsigned, not bool.
  bool is_unsigned() const;
  bool is_complex() const { return kind_ == complex64 || kind_ == complex128; }

  friend constexpr bool operator==(DType a, DType b) { return a.kind_ == b.kind_; }
  friend constexpr bool operator==(DType a, Kind b) { return a.kind_ == b; }
  friend bool operator==(DType a, const char* b) { return a == DType(b); }

 private:
  Kind kind_;
};

inline void append(std::string& out, DType dtype) { out += dtype.name(); }

/// The dtype of arithmetic between `a` and `b`: JAX's lattice, as in Keras; 64 bits only when one
/// of them has. Float8 has no arithmetic, not even with itself.
DType promote(DType a, DType b);

/// The dtype of arithmetic between a tensor of `dtype` and a plain number, which bends to it:
/// `number` is boolean, int32 or float32, for a C++ bool, integer or floating-point number.
DType promote_number(DType dtype, DType::Kind number);

namespace detail {
template <class T>
inline constexpr DType::Kind kind_of = DType::string;
template <>
inline constexpr DType::Kind kind_of<bool> = DType::boolean;
template <>
inline constexpr DType::Kind kind_of<std::uint8_t> = DType::uint8;
template <>
inline constexpr DType::Kind kind_of<std::uint16_t> = DType::uint16;
template <>
inline constexpr DType::Kind kind_of<std::uint32_t> = DType::uint32;
template <>
inline constexpr DType::Kind kind_of<std::uint64_t> = DType::uint64;
template <>
inline constexpr DType::Kind kind_of<std::int8_t> = DType::int8;
template <>
inline constexpr DType::Kind kind_of<std::int16_t> = DType::int16;
template <>
inline constexpr DType::Kind kind_of<std::int32_t> = DType::int32;
template <>
inline constexpr DType::Kind kind_of<std::int64_t> = DType::int64;
template <>
inline constexpr DType::Kind kind_of<float16> = DType::float16;
template <>
inline constexpr DType::Kind kind_of<bfloat16> = DType::bfloat16;
template <>
inline constexpr DType::Kind kind_of<float> = DType::float32;
template <>
inline constexpr DType::Kind kind_of<double> = DType::float64;
}  // namespace detail

/// The dtype whose elements are of the C++ type `T`.
template <class T>
inline constexpr DType dtype_of{detail::kind_of<T>};

[[noreturn]] void fail_dtype(DType dtype);

/// Calls `visit(T{})` with the C++ type of `dtype`'s elements (strings and complex are errors).
template <class Visit>
decltype(auto) visit_dtype(DType dtype, Visit&& visit) {
  switch (dtype.kind()) {
    case DType::boolean:
      return visit(bool{});
    case DType::uint8:
      return visit(std::uint8_t{});
    case DType::uint16:
      return visit(std::uint16_t{});
    case DType::uint32:
      return visit(std::uint32_t{});
    case DType::uint64:
      return visit(std::uint64_t{});
    case DType::int8:
      return visit(std::int8_t{});
    case DType::int16:
      return visit(std::int16_t{});
    case DType::int32:
      return visit(std::int32_t{});
    case DType::int64:
      return visit(std::int64_t{});
    case DType::float16:
      return visit(float16{});
    case DType::bfloat16:
      return visit(bfloat16{});
    case DType::float32:
      return visit(float{});
    case DType::float64:
      return visit(double{});
    default:
      fail_dtype(dtype);
  }
}

}  // namespace keras
