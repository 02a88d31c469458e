#include "keras/export/protobuf.hpp"

namespace keras::protobuf {
namespace {

enum WireType : std::uint64_t { varint_type = 0, length_type = 2 };

std::uint64_t tag(int field, WireType type) {
  return static_cast<std::uint64_t>(field) << 3 | type;
}

}  // namespace

void Message::integer(int field, std::int64_t value) {
  varint(tag(field, varint_type));
  varint(static_cast<std::uint64_t>(value));
}

void Message::bytes(int field, std::string_view value) {
  varint(tag(field, length_type));
  varint(value.size());
  bytes_ += value;
}

void Message::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
  bytes_ += static_cast<char>(value);
}

}  // namespace keras::protobuf
