#include <deque>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_checksum.hpp"
#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {
namespace {

constexpr std::string_view header_name = "an HDF5 object header";
constexpr std::size_t checksum_size = 4;

/// The blocks of one header that are still to be read.
class Blocks {
 public:
  explicit Blocks(const Context& context) : context_(context) {}

  void add(Bytes continuation) {
    Cursor cursor(continuation, header_name);
    const auto address = cursor.u64(), size = cursor.u64();
    visited_.enter(address, "a continued HDF5 object header");
    total_ += context_.at(address, size, header_name).size();
    if (total_ > context_.image.size()) fail("the blocks of an HDF5 object header overlap");
    waiting_.push_back(context_.at(address, size, header_name));
  }
  bool empty() const { return waiting_.empty(); }
  Bytes next() {
    const auto block = waiting_.front();
    waiting_.pop_front();
    return block;
  }

 private:
  const Context& context_;
  Visited visited_;
  std::uint64_t total_ = 0;
  std::deque<Bytes> waiting_;
};

void add_message(Object& object, Blocks& blocks, Message message) {
  if (message.type == message_continuation) blocks.add(message.body);
  if (message.type != 0) object.messages.push_back(message);
}

void read_old_block(Bytes block, Object& object, Blocks& blocks) {
  constexpr std::size_t head = 8;
  Cursor cursor(block, header_name);
  while (cursor.remaining() >= head) {
    Message message;
    message.type = cursor.u16();
    const auto size = cursor.u16();
    message.flags = cursor.u8();
    cursor.skip(3);
    message.body = cursor.take(size);
    add_message(object, blocks, message);
  }
}

/// Version 1, whose first byte was read.
void read_old_header(const Context& context, Cursor cursor, Object& object) {
  cursor.skip(1 + 2 + 4);  // reserved, number of messages, references
  const auto size = cursor.u32();
  cursor.skip(4);
  Blocks blocks(context);
  read_old_block(cursor.take(size), object, blocks);
  while (!blocks.empty()) read_old_block(blocks.next(), object, blocks);
}

/// The messages of `block`, which ends before its checksum.
void read_new_block(Bytes block, bool has_order, Object& object, Blocks& blocks) {
  const std::size_t head = has_order ? 6 : 4;
  Cursor cursor(block, header_name);
  while (cursor.remaining() >= head) {
    Message message;
    message.type = cursor.u8();
    const auto size = cursor.u16();
    message.flags = cursor.u8();
    if (has_order) cursor.skip(2);
    message.body = cursor.take(size);
    add_message(object, blocks, message);
  }
}

/// `block` without the checksum at its end, which must fit.
Bytes checked(Bytes block) {
  if (block.size() < checksum_size) fail(header_name, " is cut short");
  const auto contents = block.first(block.size() - checksum_size);
  if (little_endian(block.last(checksum_size)) != lookup3(contents))
    fail(header_name, " is damaged: its checksum does not fit");
  return contents;
}

/// Version 2, from its signature at `address` on.
void read_new_header(const Context& context, std::uint64_t address, Object& object) {
  auto cursor = context.cursor(address, header_name);
  cursor.skip(4);
  if (const auto version = cursor.u8(); version != 2)
    fail(header_name, " must have version 1 or 2; received ", version);
  const auto flags = cursor.u8();
  const bool has_times = flags & 0x20, has_limits = flags & 0x10, has_order = flags & 0x04;
  cursor.skip((has_times ? 16 : 0) + (has_limits ? 4 : 0));
  const auto size = cursor.number(std::size_t{1} << (flags & 3));
  const auto start = cursor.position() - address;
  cursor.skip(size);
  cursor.skip(checksum_size);
  const auto whole = context.at(address, cursor.position() - address, header_name);
  Blocks blocks(context);
  read_new_block(checked(whole).subspan(start), has_order, object, blocks);
  while (!blocks.empty()) {
    const auto block = checked(blocks.next());
    if (block.size() < 4 || text_of(block.first(4)) != "OCHK")
      fail("a continued HDF5 object header has no signature");
    read_new_block(block.subspan(4), has_order, object, blocks);
  }
}

}  // namespace

std::shared_ptr<const Object> read_object(const Context& context, std::uint64_t address) {
  auto object = std::make_shared<Object>();
  object->address = address;
  auto cursor = context.cursor(address, header_name);
  const auto first = cursor.u8();
  if (first == 1) {
    read_old_header(context, cursor, *object);
  } else if (first == 'O' && text_of(context.at(address, 4, header_name)) == "OHDR") {
    read_new_header(context, address, *object);
  } else {
    fail("there is no HDF5 object header at ", address);
  }
  return object;
}

}  // namespace keras::io::hdf5
