// The head of a `.npy` file: its magic and a Python literal of three known entries.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "keras/core/dtype.hpp"
#include "keras/core/shape.hpp"

/// The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
namespace keras::io {

inline constexpr std::string_view npy_magic = "\x93NUMPY";
inline constexpr std::size_t npy_character = 4;  // bytes of one UTF-32 code unit

struct NpyType {
  const char* descr;  // without its byte order
  DType::Kind dtype;
};
inline constexpr NpyType npy_types[] = {
    {"b1", DType::boolean},  {"u1", DType::uint8},   {"u2", DType::uint16},  {"u4", DType::uint32},
    {"u8", DType::uint64},   {"i1", DType::int8},    {"i2", DType::int16},   {"i4", DType::int32},
    {"i8", DType::int64},    {"f2", DType::float16}, {"f4", DType::float32}, {"f8", DType::float64},
    {"V2", DType::bfloat16},
};

struct NpyHeader {
  std::string descr;
  bool fortran_order = false;
  Shape shape;
};

/// Parses `{'descr': '<f4', 'fortran_order': False, 'shape': (16, 4), }`; anything else is an
/// error.
NpyHeader parse_npy_header(std::string_view text);

}  // namespace keras::io
