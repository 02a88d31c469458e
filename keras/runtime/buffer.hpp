// Memory that tensors live in.
#pragma once
#include <cstddef>
#include <memory>

namespace keras::runtime {

/// A block of memory, aligned to 64 bytes when the library allocated it.
class Buffer {
 public:
  /// `bytes` of uninitialised memory.
  explicit Buffer(std::size_t bytes);
  /// Memory of somebody else (a mapped file, a vector), which `owner` keeps alive. It is only read.
  Buffer(const void* data, std::size_t bytes, std::shared_ptr<const void> owner);
  ~Buffer();
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  void* data() { return data_; }
  const void* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }
  /// Whether the memory may be written (it belongs to the library).
  bool writable() const { return owner_ == nullptr; }

 private:
  void* data_;
  std::size_t bytes_;
  std::shared_ptr<const void> owner_;
};

}  // namespace keras::runtime
