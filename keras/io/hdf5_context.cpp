#include "keras/io/hdf5_context.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_checksum.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::string_view magic = "\x89HDF\r\n\x1a\n";
constexpr std::uint64_t spending_ratio = 16, free_spending = std::uint64_t{4} << 20;

/// Where the superblock stands: at 0, 512, 1024, ... ; `file.size()` when it is nowhere.
std::size_t find_superblock(Bytes file) {
  for (std::size_t at = 0; inside(at, magic.size(), file.size()); at = at == 0 ? 512 : at * 2)
    if (text_of(file.subspan(at, magic.size())) == magic) return at;
  return file.size();
}

struct Superblock {
  std::uint64_t base = 0, end = 0, root = 0;
};

void check_widths(std::uint8_t offsets, std::uint8_t lengths) {
  if (offsets != address_size || lengths != address_size)
    fail("the HDF5 superblock must have offsets and lengths of 8 bytes; received ", offsets,
         " and ", lengths);
}

/// Versions 0 and 1.
Superblock read_old_superblock(Cursor& cursor, int version) {
  cursor.skip(4);  // versions of other structures
  const auto offsets = cursor.u8(), lengths = cursor.u8();
  check_widths(offsets, lengths);
  cursor.skip(version == 0 ? 9 : 13);
  Superblock block;
  block.base = cursor.u64();
  cursor.skip(8);  // free space
  block.end = cursor.u64();
  cursor.skip(8 + 8);  // driver, name of the root
  block.root = cursor.u64();
  return block;
}

/// Versions 2 and 3.
Superblock read_new_superblock(Cursor& cursor, Bytes whole) {
  const auto offsets = cursor.u8(), lengths = cursor.u8();
  check_widths(offsets, lengths);
  cursor.skip(1);
  Superblock block;
  block.base = cursor.u64();
  cursor.skip(8);  // extension
  block.end = cursor.u64();
  block.root = cursor.u64();
  const auto size = cursor.position();
  if (cursor.u32() != lookup3(whole.first(size)))
    fail("the HDF5 superblock is damaged: its checksum does not fit");
  return block;
}

}  // namespace

const Message* Object::find(MessageType type) const {
  const auto found = std::find_if(messages.begin(), messages.end(),
                                  [&](const auto& message) { return message.type == type; });
  return found == messages.end() ? nullptr : &*found;
}

const Message& Object::at(MessageType type, std::string_view what) const {
  const auto* message = find(type);
  if (!message) fail("the object at ", address, " has no ", what);
  constexpr std::uint8_t shared = 2;
  if (message->flags & shared) fail("a shared (committed) ", what, " is not supported");
  return *message;
}

Bytes Context::at(std::uint64_t address, std::uint64_t size, std::string_view what) const {
  if (!inside(address, size, image.size()))
    fail(what, " must lie within the ", image.size(),
         " bytes of the HDF5 file; received address=", address, " size=", size);
  return image.subspan(address, size);
}

Cursor Context::cursor(std::uint64_t address, std::string_view what) const {
  at(address, 1, what);
  return {image, what, address};
}

void Context::check_count(std::uint64_t count) const {
  constexpr std::uint64_t always = 1024, least_entry = 8;
  if (count > always && count > image.size() / least_entry)
    fail("an HDF5 index has ", count, " entries, which have no room in ", image.size(), " bytes");
}

void Context::spend(std::uint64_t bytes) {
  if (__builtin_add_overflow(spent, bytes, &spent) ||
      (spent > free_spending && spent / spending_ratio > image.size()))
    fail("the names and strings of the HDF5 file unfold to more than ", spending_ratio,
         " times its ", image.size(), " bytes");
}

void Context::unfold(std::uint64_t address, std::uint64_t bytes) {
  if (!datasets.insert(address).second) return;
  if (__builtin_add_overflow(unfolded, bytes, &unfolded) ||
      (unfolded > limits.free_bytes && unfolded / limits.ratio >= image.size()))
    fail("declares ", bytes, " bytes, too many for an HDF5 file of ", image.size(),
         " stored bytes");
}

std::shared_ptr<Context> open_file(Buffer file, Hdf5Limits limits) {
  const auto whole = file.bytes();
  const auto start = find_superblock(whole);
  if (start == whole.size()) fail("this is no HDF5 file: it has no signature");
  const auto from_start = whole.subspan(start);
  Cursor cursor(from_start, "the HDF5 superblock", magic.size());
  const auto version = cursor.u8();
  if (version > 3) fail("the HDF5 superblock must have a version of 0 to 3; received ", version);
  const auto block =
      version < 2 ? read_old_superblock(cursor, version) : read_new_superblock(cursor, from_start);
  if (block.base != start)
    fail("the HDF5 superblock stands at ", start,
         " and must say so; received base address=", block.base);
  if (block.end < start || block.end > whole.size())
    fail("the HDF5 file is cut short: it has ", whole.size(), " bytes; its superblock says ",
         block.end);
  auto context = std::make_shared<Context>();
  context->file = std::move(file);
  context->image = whole.subspan(start, block.end - start);
  context->limits = limits;
  context->root = block.root;
  return context;
}

bool has_superblock(Bytes file) { return find_superblock(file) < file.size(); }

void Visited::enter(std::uint64_t address, std::string_view what) {
  if (!seen_.insert(address).second) fail(what, " at ", address, " is part of itself");
}

}  // namespace keras::io::hdf5
