// Read-only bytes: spans, buffers that several readers share, and a cursor that cannot leave them.
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keras::io {

using Bytes = std::span<const std::byte>;

inline Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Bytes that live as long as any `Buffer` onto them: a whole file, or a part of one.
class Buffer {
 public:
  Buffer() = default;
  Buffer(Bytes bytes, std::shared_ptr<const void> owner)
      : bytes_(bytes), owner_(std::move(owner)) {}
  /// A copy of `bytes`, aligned to 64.
  static Buffer copy(Bytes bytes);

  Bytes bytes() const { return bytes_; }
  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  const std::shared_ptr<const void>& owner() const { return owner_; }
  /// The part of this that `bytes` (a span inside it) is.
  Buffer share(Bytes bytes) const { return {bytes, owner_}; }

 private:
  Bytes bytes_;
  std::shared_ptr<const void> owner_;
};

/// Fresh memory, aligned to 64 and not initialised, to be filled and then shared.
class Storage {
 public:
  explicit Storage(std::size_t size);
  std::span<std::byte> bytes() { return {data_.get(), size_}; }
  /// These bytes as a buffer; the storage must not be written to any more.
  Buffer share() && {
    const auto* data = data_.get();
    return {{data, size_}, std::move(data_)};
  }

 private:
  std::shared_ptr<std::byte> data_;
  std::size_t size_;
};

/// The unsigned integer of `bytes.size()` <= 8 bytes, least significant first.
std::uint64_t little_endian(Bytes bytes);

/// Whether `size` bytes from `offset` on lie within `whole` bytes; never overflows.
constexpr bool inside(std::uint64_t offset, std::uint64_t size, std::uint64_t whole) {
  return offset <= whole && size <= whole - offset;
}

/// Reads little-endian values one after the other; an error that names `what` at the end.
class Cursor {
 public:
  Cursor(Bytes bytes, std::string_view what, std::size_t position = 0)
      : bytes_(bytes), what_(what), position_(position) {}
  /// `what` is only looked at, also later: a temporary would be gone.
  template <std::same_as<std::string> Temporary>
  Cursor(Bytes bytes, Temporary&& what, std::size_t position = 0) = delete;

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }
  /// An unsigned integer of `size` <= 8 bytes.
  std::uint64_t number(std::size_t size) { return little_endian(take(size)); }
  Bytes take(std::uint64_t size);
  std::string_view text(std::uint64_t size) { return text_of(take(size)); }
  /// Steps over `size` bytes.
  void skip(std::uint64_t size) { take(size); }

  std::size_t position() const { return position_; }
  std::size_t remaining() const { return bytes_.size() - position_; }
  Bytes rest() const { return bytes_.subspan(position_); }

 private:
  Bytes bytes_;
  std::string_view what_;
  std::size_t position_;
};

/// `x` as `size` bytes at the end of `out`, least significant first.
void put(std::vector<std::byte>& out, std::uint64_t x, std::size_t size);
void put(std::vector<std::byte>& out, Bytes bytes);
void put(std::vector<std::byte>& out, std::string_view text);

/// `bytes` with every group of `size` bytes reversed: big endian becomes little endian.
void reverse_groups(std::span<std::byte> bytes, std::size_t size);

/// `text` with control characters and (where it is not UTF-8) all other bytes beyond ASCII escaped.
std::string legible(std::string_view text);

/// The bytes of a character of UTF-8 that begins with `head`.
constexpr std::size_t character_length(char head) {
  const auto byte = static_cast<unsigned char>(head);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Whether `text` is well-formed UTF-8.
bool is_utf8(std::string_view text);

}  // namespace keras::io
