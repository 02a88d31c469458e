#include <algorithm>
#include <string>

#include "keras/core/error.hpp"
#include "keras/io/npy.hpp"
#include "keras/io/npy_header.hpp"

namespace keras::io {
namespace {

constexpr std::size_t alignment = 64;

std::uint32_t next_code(std::string_view text, std::size_t& at) {
  const auto first = static_cast<std::uint8_t>(text[at]);
  const auto size = character_length(text[at]);
  std::uint32_t code = size == 1 ? first : first & (0x7Fu >> size);
  for (std::size_t k = 1; k < size; ++k)
    code = code << 6 | (static_cast<std::uint8_t>(text[at + k]) & 0x3F);
  at += size;
  return code;
}

std::vector<std::uint32_t> utf32(std::string_view text) {
  if (!is_utf8(text))
    fail("a string must be UTF-8 to be written; received ", quoted(legible(text)));
  std::vector<std::uint32_t> codes;
  for (std::size_t at = 0; at < text.size();) codes.push_back(next_code(text, at));
  return codes;
}

/// Characters of the longest string; NumPy has no strings of none.
std::size_t widest(const Array& array) {
  std::size_t width = 1;
  for (const auto& string : array.strings) width = std::max(width, utf32(string).size());
  return width;
}

std::string descr_of(const Array& array) {
  if (array.dtype == DType::string) return text("<U", widest(array));
  for (const auto& row : npy_types) {
    if (array.dtype != row.dtype) continue;
    const bool plain = array.dtype.itemsize() == 1 || array.dtype == DType::bfloat16;
    return text(plain ? "|" : "<", row.descr);
  }
  fail("npy files have no dtype ", array.dtype);
}

std::vector<std::byte> header_of(const Array& array) {
  std::string header = text("{'descr': '", descr_of(array),
                            "', 'fortran_order': False, 'shape': ", array.shape, ", }");
  // NumPy leaves room for the first axis to grow: 21 digits for what may be written later.
  const auto digits = array.shape.rank() > 0 ? std::to_string(array.shape[0]).size() : 1;
  header.append(array.shape.rank() > 0 ? 21 - digits : 0, ' ');
  const auto size = npy_magic.size() + 2 + 2 + header.size() + 1;
  header.append((alignment - size % alignment) % alignment, ' ');
  header += '\n';
  std::vector<std::byte> out;
  put(out, npy_magic);
  put(out, 1, 2);  // version 1.0
  put(out, header.size(), 2);
  put(out, std::string_view(header));
  return out;
}

}  // namespace

std::uint64_t npy_size(const Array& array) {
  const auto contents = array.dtype == DType::string
                            ? array.strings.size() * widest(array) * npy_character
                            : array.data.size();
  return header_of(array).size() + contents;
}

void write_npy(const Sink& sink, const Array& array) {
  sink(header_of(array));
  if (array.dtype != DType::string) return sink(array.data.bytes());
  const auto width = widest(array);
  for (const auto& string : array.strings) {
    auto codes = utf32(string);
    codes.resize(width);
    std::vector<std::byte> item;
    for (const auto code : codes) put(item, code, npy_character);
    sink(item);
  }
}

}  // namespace keras::io
