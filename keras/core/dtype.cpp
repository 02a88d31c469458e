#include "keras/core/dtype.hpp"

#include <iterator>
#include <vector>

#include "keras/core/error.hpp"

namespace keras {
namespace {

struct Row {
  const char* name;
  std::size_t size;
};

constexpr Row rows[] = {
    // in the order of DType::Kind
    {"bool", 1},      {"uint8", 1},       {"uint16", 2},  {"uint32", 4},        {"uint64", 8},
    {"int8", 1},      {"int16", 2},       {"int32", 4},   {"int64", 8},         {"float16", 2},
    {"bfloat16", 2},  {"float32", 4},     {"float64", 8}, {"float8_e4m3fn", 1}, {"float8_e5m2", 1},
    {"complex64", 8}, {"complex128", 16}, {"string", 4},
};

bool between(DType dtype, DType::Kind first, DType::Kind last) {
  return dtype.kind() >= first && dtype.kind() <= last;
}

/// The signed integer with room for every value of both; uint64 has none and becomes float32.
DType join_signs(DType without_sign, DType with_sign) {
  if (with_sign.itemsize() > without_sign.itemsize()) return with_sign;
  switch (without_sign.kind()) {
    case DType::uint8:
      return DType::int16;
    case DType::uint16:
      return DType::int32;
    case DType::uint32:
      return with_sign == DType::int64 ? DType::int64 : DType::int32;  // 64 bits only if asked
    default:
      return DType::float32;
  }
}

}  // namespace

DType::DType(std::string_view name) {
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    if (name == rows[i].name) {
      kind_ = static_cast<Kind>(i);
      return;
    }
  }
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row.name);
  fail("unknown dtype ", quoted(name), suggestion(name, names));
}

std::string_view DType::name() const { return rows[kind_].name; }
std::size_t DType::itemsize() const { return rows[kind_].size; }
bool DType::is_floating() const { return between(*this, float16, float8_e5m2); }
bool DType::is_integer() const { return between(*this, uint8, int64); }
bool DType::is_unsigned() const { return between(*this, uint8, uint64); }

DType promote(DType a, DType b) {
  if (a.is_float8() || b.is_float8() || (a == DType::string) != (b == DType::string))
    fail("dtypes ", a, " and ", b, " have no common dtype; cast one of them");
  if (a == b) return a;
  if (b == DType::boolean) return a;
  if (a == DType::boolean) return b;
  if (a.is_complex() || b.is_complex()) {
    const auto wide = [](DType d) { return d == DType::complex128 || d == DType::float64; };
    return wide(a) || wide(b) ? DType::complex128 : DType::complex64;
  }
  if (a.is_floating() && b.is_floating()) {
    const bool halves = a.itemsize() == 2 && b.itemsize() == 2;  // float16 and bfloat16
    if (halves) return DType::float32;
    return a.itemsize() > b.itemsize() ? a : b;
  }
  if (a.is_floating()) return a;
  if (b.is_floating()) return b;
  if (a.is_unsigned() == b.is_unsigned()) return a.itemsize() > b.itemsize() ? a : b;
  return a.is_unsigned() ? join_signs(a, b) : join_signs(b, a);
}

DType promote_number(DType dtype, DType::Kind number) {
  const auto alone = promote(dtype, DType::boolean);
  const bool bends = number == DType::boolean || dtype.is_floating() || dtype.is_complex() ||
                     (number == DType::int32 && dtype.is_integer());
  return bends ? alone : DType(number);
}

void fail_dtype(DType dtype) { fail("dtype ", dtype, " has no arithmetic here"); }

}  // namespace keras
