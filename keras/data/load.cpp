#include "keras/data/load.hpp"

#include <cstdint>
#include <cstring>

#include "keras/core/error.hpp"
#include "keras/graph/node.hpp"

namespace keras::data {

Tensor tensor_of(const io::Array& array) {
  if (array.dtype == DType::string)
    fail("a tensor must hold numbers; received an array of strings");
  const auto bytes = array.data.bytes();
  const bool aligned = reinterpret_cast<std::uintptr_t>(bytes.data()) % array.dtype.itemsize() == 0;
  std::shared_ptr<runtime::Buffer> buffer;
  if (aligned && array.data.owner()) {
    buffer = std::make_shared<runtime::Buffer>(bytes.data(), bytes.size(), array.data.owner());
  } else {
    buffer = std::make_shared<runtime::Buffer>(bytes.size());
    if (!bytes.empty()) std::memcpy(buffer->data(), bytes.data(), bytes.size());
  }
  return make_tensor({array.shape, array.dtype}, {std::move(buffer)});
}

}  // namespace keras::data
