// Internal: writing of messages in the wire format of Protocol Buffers.
// https://protobuf.dev/programming-guides/encoding
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace keras::protobuf {

/// The bytes of one message, field by field.
class Message {
 public:
  void integer(int field, std::int64_t value);
  void bytes(int field, std::string_view value);
  void message(int field, const Message& value) { bytes(field, value.bytes_); }
  const std::string& encoded() const { return bytes_; }

 private:
  void varint(std::uint64_t value);
  std::string bytes_;
};

}  // namespace keras::protobuf
