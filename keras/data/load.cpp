#include "keras/data/load.hpp"

#include "keras/graph/node.hpp"

namespace keras::data {

Tensor tensor_of(const io::Array& array) {
  if (array.dtype == DType::string) return Tensor(array.strings, array.shape);
  const auto bytes = array.data.bytes();
  auto buffer = std::make_shared<runtime::Buffer>(bytes.data(), bytes.size(), array.data.owner());
  return make_tensor({array.shape, array.dtype}, {std::move(buffer)});
}

}  // namespace keras::data
