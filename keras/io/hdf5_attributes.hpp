// Attributes of HDF5 objects: in the header, or "dense" in a heap.
#pragma once
#include <string_view>
#include <vector>

#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {

struct Attribute {
  std::string_view name;
  Bytes datatype, dataspace, data;
};

std::vector<Attribute> read_attributes(const Context& context, const Object& object);
Array attribute_value(Context& context, const Attribute& attribute);

}  // namespace keras::io::hdf5
