// What the elements of an HDF5 dataset or attribute are, and how many there are.
#pragma once
#include <cstdint>
#include <vector>

#include "keras/io/array.hpp"
#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {

struct Datatype {
  enum Kind { number, fixed_string, variable_string } kind = number;
  StoredNumbers numbers;      // of numbers
  std::uint64_t size = 0;     // bytes of one element in the file
  bool space_padded = false;  // of fixed strings: filled up with spaces, not NULs

  DType dtype() const { return kind == number ? numbers.dtype : DType(DType::string); }
};

/// Numbers of DType's kinds, h5py's bools (an enum), bfloat16 (2 opaque bytes) and strings; other
/// types are refused by name.
Datatype parse_datatype(Bytes message);

struct Dataspace {
  Shape shape;
  std::vector<std::uint64_t> most;  // lengths that the axes may grow to
};

Dataspace parse_dataspace(Bytes message);

/// The elements that `raw` holds, strings included.
Array decode_elements(Context& context, const Datatype& type, Shape shape, const Buffer& raw);

}  // namespace keras::io::hdf5
