#include "keras/io/npy.hpp"

#include <algorithm>
#include <charconv>

#include "keras/core/error.hpp"
#include "keras/io/npy_header.hpp"

namespace keras::io {
namespace {

constexpr std::size_t longest_header = 65535;

/// What the `descr` of a header says about the elements.
struct Descr {
  StoredNumbers numbers;
  char text = 0;  // 'U' or 'S' when they are strings
  std::uint64_t itemsize = 0;
};

[[noreturn]] void refuse_descr(const std::string& descr) {
  const char* why = "is not supported";
  if (descr.find('O') != descr.npos) why = "holds Python objects (pickle), which are never loaded";
  if (descr.find('M') != descr.npos || descr.find('m') != descr.npos)
    why = "holds dates, which no model takes";
  if (descr.find('c') != descr.npos) why = "holds complex numbers, which are not supported";
  fail("the npy dtype ", quoted(descr), " ", why);
}

/// The digits of `<U12`; the items must have room in 31 bits.
std::uint64_t characters(const std::string& descr) {
  std::uint32_t count = 0;
  const auto *first = descr.data() + 2, *last = descr.data() + descr.size();
  const auto [end, error] = std::from_chars(first, last, count);
  if (error != std::errc() || end != last || count > 0x0FFFFFFF) refuse_descr(descr);
  return count;
}

Descr parse_descr(const std::string& descr) {
  if (descr.size() < 3 || std::string_view("<>|=").find(descr[0]) == std::string_view::npos)
    refuse_descr(descr);
  const char order = descr[0];
  Descr result;
  result.numbers.big_endian = order == '>';
  if (descr[1] == 'U' || descr[1] == 'S') {
    result.text = descr[1];
    result.itemsize = characters(descr) * (descr[1] == 'U' ? npy_character : 1);
    return result;
  }
  for (const auto& row : npy_types) {
    if (std::string_view(descr).substr(1) != row.descr) continue;
    result.numbers.dtype = row.dtype;
    result.itemsize = result.numbers.dtype.itemsize();
    const bool opaque = row.dtype == DType::bfloat16 && order == '>';
    if (!opaque) return result;
  }
  refuse_descr(descr);
}

void append_utf8(std::string& out, std::uint32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
    fail("the npy strings must be Unicode; received the code point ", code);
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
  } else {
    if (code < 0x10000) {
      out += static_cast<char>(0xE0 | code >> 12);
    } else {
      out += {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F))};
    }
    out += {static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
  }
}

/// The text of one item, without the NULs that fill it up.
std::string string_of(Bytes item, const Descr& descr) {
  std::string out;
  if (descr.text == 'S') {
    out = text_of(item);
    out.resize(out.find_last_not_of('\0') + 1);
    if (!is_utf8(out)) fail("the npy strings must be UTF-8; received ", quoted(legible(out)));
    return out;
  }
  std::vector<std::byte> code(npy_character);
  std::size_t used = 0;
  for (std::size_t i = 0; i < item.size(); i += npy_character) {
    const auto unit = item.subspan(i, npy_character);
    std::copy(unit.begin(), unit.end(), code.begin());
    if (descr.numbers.big_endian) std::reverse(code.begin(), code.end());
    append_utf8(out, static_cast<std::uint32_t>(little_endian(code)));
    if (out.back() != '\0') used = out.size();
  }
  out.resize(used);
  return out;
}

Array strings(const Descr& descr, Shape shape, Bytes raw) {
  const auto count = product(shape.dims()).value_or(0);
  if (descr.itemsize == 0 && count > 0)
    fail("npy strings of no characters are not supported; received shape=", shape);
  Array array{DType::string, std::move(shape), {}, {}};
  array.strings.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i)
    array.strings.push_back(string_of(raw.subspan(i * descr.itemsize, descr.itemsize), descr));
  return array;
}

/// The header's text; `cursor` then stands at the data.
std::string_view header_text(Cursor& cursor) {
  if (cursor.remaining() < npy_magic.size() || cursor.text(npy_magic.size()) != npy_magic)
    fail("this is no npy file: its magic is missing");
  const auto major = cursor.u8(), minor = cursor.u8();
  if (major < 1 || major > 3 || minor != 0)
    fail("the npy version must be 1.0, 2.0 or 3.0; received version=", major, ".", minor);
  const std::uint64_t size = major == 1 ? cursor.u16() : cursor.u32();
  if (size > longest_header)
    fail("the npy header may have at most ", longest_header, " bytes; received ", size);
  return cursor.text(size);
}

}  // namespace

Array read_npy(const Buffer& file) {
  Cursor cursor(file.bytes(), "the npy file");
  auto header = parse_npy_header(header_text(cursor));
  const auto descr = parse_descr(header.descr);
  const auto size = declared_bytes(header.shape, descr.itemsize, "the npy array");
  if (size != cursor.remaining())
    fail("the npy array of shape=", header.shape, " and dtype ", quoted(header.descr), " needs ",
         size, " bytes; the file has ", cursor.remaining());
  if (descr.text == 0) {
    auto numbers = descr.numbers;
    numbers.fortran_order = header.fortran_order;
    return decode(numbers, std::move(header.shape), file.share(cursor.rest()));
  }
  if (header.fortran_order && header.shape.rank() > 1)
    fail("npy strings in Fortran order are not supported");
  return strings(descr, std::move(header.shape), cursor.rest());
}

bool is_npy(Bytes file) {
  return file.size() >= npy_magic.size() && text_of(file.first(npy_magic.size())) == npy_magic;
}

}  // namespace keras::io
