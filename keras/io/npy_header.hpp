// The text at the head of a `.npy` file: a Python literal of three known entries.
#pragma once
#include <string>
#include <string_view>

#include "keras/core/shape.hpp"

namespace keras::io {

struct NpyHeader {
  std::string descr;
  bool fortran_order = false;
  Shape shape;
};

/// Parses `{'descr': '<f4', 'fortran_order': False, 'shape': (16, 4), }`; anything else is an
/// error.
NpyHeader parse_npy_header(std::string_view text);

}  // namespace keras::io
