// NumPy's file of one array, `.npy`.
#pragma once
#include <cstddef>

#include "keras/io/array.hpp"
#include "keras/io/output.hpp"

namespace keras::io {

/// The array of a `.npy` file (versions 1 to 3): numbers, bools, `|V2` as bfloat16, `U` and `S` as
/// strings. Objects (pickles), records, dates and complex numbers are errors.
Array read_npy(const Buffer& file);

/// Whether `file` begins like a `.npy` file.
bool is_npy(Bytes file);

/// The bytes that `write_npy` will put out.
std::uint64_t npy_size(const Array& array);
/// Writes `array` exactly as NumPy does: little endian, C order, strings as `<U`.
void write_npy(const Sink& sink, const Array& array);

}  // namespace keras::io
