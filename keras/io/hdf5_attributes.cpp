#include "keras/io/hdf5_attributes.hpp"

#include "keras/core/error.hpp"
#include "keras/io/hdf5_btree.hpp"
#include "keras/io/hdf5_datatype.hpp"
#include "keras/io/hdf5_heap.hpp"

namespace keras::io::hdf5 {
namespace {

Attribute parse(Bytes message) {
  Cursor cursor(message, "an HDF5 attribute");
  const auto version = cursor.u8(), flags = cursor.u8();  // the latter reserved in version 1
  if (version < 1 || version > 3) fail("an HDF5 attribute has the version ", version);
  const auto name_size = cursor.u16(), type_size = cursor.u16(), space_size = cursor.u16();
  if (version == 3) cursor.skip(1);  // character set
  const auto take = [&](std::uint64_t size) {
    const auto part = cursor.take(size);
    if (version == 1) cursor.skip((8 - size % 8) % 8);
    return part;
  };
  Attribute attribute;
  const auto name = text_of(take(name_size));
  attribute.name = name.substr(0, name.find('\0'));
  attribute.datatype = take(type_size);
  attribute.dataspace = take(space_size);
  attribute.data = cursor.rest();
  if (version > 1 && (flags & 3) != 0)
    fail("attribute ", quoted(legible(attribute.name)),
         " has a shared (committed) type, which is not "
         "supported");
  return attribute;
}

void read_dense(const Context& context, const Message& message, std::vector<Attribute>& found) {
  Cursor cursor(message.body, "an HDF5 attribute info message");
  cursor.skip(1);
  if (cursor.u8() & 1) cursor.skip(2);  // order of creation
  const auto heap_address = cursor.u64(), tree = cursor.u64();
  if (heap_address == undefined) return;
  FractalHeap heap(context, heap_address);
  visit_new_tree(context, tree, [&](Bytes record) {
    Cursor fields(record, "a record of HDF5 attributes");
    found.push_back(parse(heap.object(fields.take(heap.identifier_size()))));
  });
}

}  // namespace

std::vector<Attribute> read_attributes(const Context& context, const Object& object) {
  constexpr std::uint8_t shared = 2;
  std::vector<Attribute> found;
  for (const auto& message : object.messages) {
    if (message.type == message_attribute_info) read_dense(context, message, found);
    if (message.type != message_attribute) continue;
    if (message.flags & shared) fail("shared HDF5 attributes are not supported");
    found.push_back(parse(message.body));
  }
  return found;
}

Array attribute_value(Context& context, const Attribute& attribute) {
  const auto type = parse_datatype(attribute.datatype);
  auto space = parse_dataspace(attribute.dataspace);
  const auto size = declared_bytes(space.shape, type.size, "an HDF5 attribute");
  if (size > attribute.data.size())
    fail("must have the ", size, " bytes that its shape=", space.shape, " declares; received ",
         attribute.data.size());
  return decode_elements(context, type, std::move(space.shape),
                         context.file.share(attribute.data.first(size)));
}

}  // namespace keras::io::hdf5
