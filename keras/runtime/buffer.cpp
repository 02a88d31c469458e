#include "keras/runtime/buffer.hpp"

#include <sys/mman.h>

#include <new>

#include "keras/runtime/environment.hpp"

namespace keras::runtime {
namespace {

constexpr std::align_val_t alignment{64};
constexpr std::size_t huge_page = std::size_t{2} << 20;

/// What no machine has is not asked for: some allocators end the program then.
void* allocate(std::size_t bytes) {
  if (bytes > machine_memory()) throw std::bad_alloc();
  return ::operator new(bytes, alignment);
}

}  // namespace

Buffer::Buffer(std::size_t bytes) : data_(allocate(bytes)), bytes_(bytes) {
  // Fewer page faults and TLB misses on large arrays; only advice, so a refusal does not matter.
  if (bytes >= 4 * huge_page) {
    const auto start = (reinterpret_cast<std::uintptr_t>(data_) + huge_page - 1) & ~(huge_page - 1);
    const auto end = (reinterpret_cast<std::uintptr_t>(data_) + bytes) & ~(huge_page - 1);
    madvise(reinterpret_cast<void*>(start), end - start, MADV_HUGEPAGE);
  }
}

Buffer::Buffer(const void* data, std::size_t bytes, std::shared_ptr<const void> owner)
    : data_(const_cast<void*>(data)), bytes_(bytes), owner_(std::move(owner)) {}

Buffer::~Buffer() {
  if (!owner_) ::operator delete(data_, alignment);
}

}  // namespace keras::runtime
