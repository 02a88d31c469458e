#include "keras/io/hdf5_heap.hpp"

#include "keras/core/error.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::size_t collection_head = 16, object_head = 16;

/// The objects of the collection at `address`, by index.
std::map<std::uint16_t, Bytes> read_collection(Context& context, std::uint64_t address) {
  constexpr std::string_view name = "an HDF5 global heap";
  auto head = Cursor(context.at(address, collection_head, name), name);
  if (head.text(4) != "GCOL" || head.u8() != 1) fail("there is no HDF5 global heap at ", address);
  head.skip(3);
  const auto size = head.u64();
  Cursor cursor(context.at(address, size, name), name, collection_head);
  context.spend(size);  // collections that overlap would be read again and again
  std::map<std::uint16_t, Bytes> objects;
  while (cursor.remaining() >= object_head) {
    const auto index = cursor.u16();
    cursor.skip(2 + 4);
    const auto object_size = cursor.u64();
    if (index == 0) break;  // the free space at the end
    const auto object = cursor.take(object_size);
    if (!objects.emplace(index, object).second)
      fail("the HDF5 global heap at ", address, " has two objects ", index);
    const auto padding = (8 - object_size % 8) % 8;
    if (padding > cursor.remaining()) break;
    cursor.skip(padding);
  }
  return objects;
}

}  // namespace

Bytes local_heap_data(const Context& context, std::uint64_t address) {
  constexpr std::string_view name = "an HDF5 local heap";
  auto cursor = Cursor(context.at(address, 32, name), name);
  if (cursor.text(4) != "HEAP" || cursor.u8() != 0)
    fail("there is no HDF5 local heap at ", address);
  cursor.skip(3);
  const auto size = cursor.u64();
  cursor.skip(8);  // the free list
  return context.at(cursor.u64(), size, "the data of an HDF5 local heap");
}

std::string_view heap_name(Bytes heap, std::uint64_t offset) {
  if (offset >= heap.size())
    fail("the name of an HDF5 link must lie in its heap; received offset=", offset);
  const auto text = text_of(heap.subspan(offset));
  const auto end = text.find('\0');
  if (end == text.npos) fail("the name of an HDF5 link has no end");
  return text.substr(0, end);
}

Bytes global_heap_object(Context& context, std::uint64_t address, std::uint32_t index) {
  auto found = context.global_heaps.find(address);
  if (found == context.global_heaps.end())
    found = context.global_heaps.emplace(address, read_collection(context, address)).first;
  const auto object =
      index > 0xFFFF ? found->second.end() : found->second.find(static_cast<std::uint16_t>(index));
  if (object == found->second.end())
    fail("the HDF5 global heap at ", address, " has no object ", index);
  return object->second;
}

}  // namespace keras::io::hdf5
