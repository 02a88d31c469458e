#include "keras/core/error.hpp"
#include "keras/io/hdf5_btree.hpp"
#include "keras/io/hdf5_context.hpp"
#include "keras/io/hdf5_heap.hpp"

namespace keras::io::hdf5 {
namespace {

void add(Context& context, Links& links, std::string_view name, Link link) {
  constexpr std::size_t bookkeeping = 16;  // so that many short names count, too
  context.spend(name.size() + bookkeeping);
  if (name.empty() || name.find('/') != name.npos || !is_utf8(name))
    fail("the name of an HDF5 link must be text without '/'; received ", quoted(legible(name)));
  if (!links.emplace(name, link).second) fail("the HDF5 group has two links ", quoted(name));
}

/// Old groups: a tree of symbol tables, whose names lie in a local heap.
void read_symbol_tables(Context& context, const Message& message, Links& links) {
  Cursor cursor(message.body, "an HDF5 symbol table message");
  const auto tree = cursor.u64();
  const auto heap = local_heap_data(context, cursor.u64());
  Visited visited;
  visit_old_tree(context, tree, 0, address_size, [&](Bytes, std::uint64_t address) {
    constexpr std::string_view name = "an HDF5 symbol table";
    visited.enter(address, name);
    auto table = context.cursor(address, name);
    if (table.text(4) != "SNOD" || table.u8() != 1)
      fail("there is no HDF5 symbol table at ", address);
    table.skip(1);
    for (auto count = table.u16(); count > 0; --count) {
      const auto name_offset = table.u64(), object = table.u64();
      const auto cached = table.u32();
      table.skip(4 + 16);
      constexpr std::uint32_t soft = 2;
      add(context, links, heap_name(heap, name_offset),
          {cached == soft ? Link::soft : Link::hard, object});
    }
  });
}

void read_link(Context& context, Bytes message, Links& links) {
  Cursor cursor(message, "an HDF5 link");
  if (const auto version = cursor.u8(); version != 1)
    fail("an HDF5 link has the version ", version);
  const auto flags = cursor.u8();
  const auto kind = flags & 0x08 ? cursor.u8() : std::uint8_t{0};
  if (flags & 0x04) cursor.skip(8);  // order of creation
  if (flags & 0x10) cursor.skip(1);  // character set
  const auto size = cursor.number(std::size_t{1} << (flags & 3));
  const auto name = cursor.text(size);
  constexpr std::uint8_t hard = 0, soft = 1, external = 64;
  const auto what = kind == hard       ? Link::hard
                    : kind == soft     ? Link::soft
                    : kind == external ? Link::external
                                       : Link::other;
  add(context, links, name, {what, kind == hard ? cursor.u64() : 0});
}

/// New groups with many links: messages in a heap, whose identifiers stand in a tree.
void read_dense_links(Context& context, const Message& message, Links& links) {
  Cursor cursor(message.body, "an HDF5 link info message");
  cursor.skip(1);
  if (cursor.u8() & 1) cursor.skip(8);  // order of creation
  const auto heap_address = cursor.u64(), tree = cursor.u64();
  if (heap_address == undefined) return;
  FractalHeap heap(context, heap_address);
  visit_new_tree(context, tree, [&](Bytes record) {
    constexpr std::size_t hash_size = 4;
    Cursor fields(record, "a record of HDF5 links");
    fields.skip(hash_size);
    read_link(context, heap.object(fields.take(heap.identifier_size())), links);
  });
}

}  // namespace

bool is_group(const Object& object) {
  return object.find(message_symbol_table) || object.find(message_link_info) ||
         object.find(message_link);
}

std::shared_ptr<const Links> read_links(Context& context, const Object& object) {
  auto& cached = context.links[object.address];
  if (cached) return cached;
  auto links = std::make_shared<Links>();
  for (const auto& message : object.messages) {
    if (message.type == message_symbol_table) read_symbol_tables(context, message, *links);
    if (message.type == message_link_info) read_dense_links(context, message, *links);
    if (message.type == message_link) read_link(context, message.body, *links);
  }
  return cached = std::move(links);
}

}  // namespace keras::io::hdf5
