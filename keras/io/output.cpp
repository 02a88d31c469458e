#include "keras/io/output.hpp"

#include <algorithm>

#include "keras/core/error.hpp"

namespace keras::io {

void MemoryOutput::write(Bytes bytes) { put(data_, bytes); }

void MemoryOutput::patch(std::uint64_t position, Bytes bytes) {
  check(inside(position, bytes.size(), data_.size()), "a patch outside of what was written");
  std::copy(bytes.begin(), bytes.end(), data_.begin() + static_cast<std::ptrdiff_t>(position));
}

}  // namespace keras::io
