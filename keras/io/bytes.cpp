#include "keras/io/bytes.hpp"

#include <algorithm>
#include <new>

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

constexpr std::align_val_t alignment{64};

}  // namespace

Storage::Storage(std::size_t size) : size_(size) {
  auto* memory = static_cast<std::byte*>(::operator new(std::max<std::size_t>(size, 1), alignment));
  data_ = std::shared_ptr<std::byte>(memory, [](std::byte* p) { ::operator delete(p, alignment); });
}

Buffer Buffer::copy(Bytes bytes) {
  Storage storage(bytes.size());
  std::copy(bytes.begin(), bytes.end(), storage.bytes().begin());
  return std::move(storage).share();
}

std::uint64_t little_endian(Bytes bytes) {
  std::uint64_t x = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) x = x << 8 | static_cast<std::uint8_t>(bytes[i]);
  return x;
}

Bytes Cursor::take(std::uint64_t size) {
  if (position_ > bytes_.size() || size > bytes_.size() - position_)
    fail(what_, " is cut short; expected ", size, " bytes at its byte ", position_, " of ",
         bytes_.size());
  const auto part = bytes_.subspan(position_, size);
  position_ += size;
  return part;
}

void put(std::vector<std::byte>& out, std::uint64_t x, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i, x >>= 8) out.push_back(static_cast<std::byte>(x & 0xFF));
}

void put(std::vector<std::byte>& out, Bytes bytes) {
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void put(std::vector<std::byte>& out, std::string_view text) { put(out, bytes_of(text)); }

void reverse_groups(std::span<std::byte> bytes, std::size_t size) {
  for (std::size_t i = 0; i + size <= bytes.size(); i += size)
    std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                 bytes.begin() + static_cast<std::ptrdiff_t>(i + size));
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<std::uint8_t>(text[i]);
    const std::size_t size = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
    if (size == 0 || size > text.size() - i) return false;
    std::uint32_t code = size == 1 ? first : first & (0x7Fu >> size);
    for (std::size_t k = 1; k < size; ++k) {
      const auto next = static_cast<std::uint8_t>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      code = code << 6 | (next & 0x3F);
    }
    constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
    i += size;
  }
  return true;
}

std::string legible(std::string_view text) {
  const bool readable = is_utf8(text);
  std::string out;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code >= 32 && code != 127 && (readable || code < 127)) {
      out += c;
    } else {
      const char hex[] = "0123456789abcdef";
      out += {'\\', 'x', hex[code / 16], hex[code % 16]};
    }
  }
  return out;
}

}  // namespace keras::io
