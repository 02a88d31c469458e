#include "keras/io/npy.hpp"

#include <algorithm>
#include <charconv>

#include "keras/core/error.hpp"
#include "keras/io/npy_header.hpp"

namespace keras::io {
namespace {

// The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t longest_header = 65535;
constexpr std::size_t alignment = 64;
constexpr std::size_t character = 4;  // bytes of one UTF-32 code unit

struct Row {
  const char* descr;  // without its byte order
  DType::Kind dtype;
};
constexpr Row rows[] = {
    {"b1", DType::boolean},  {"u1", DType::uint8},   {"u2", DType::uint16},  {"u4", DType::uint32},
    {"u8", DType::uint64},   {"i1", DType::int8},    {"i2", DType::int16},   {"i4", DType::int32},
    {"i8", DType::int64},    {"f2", DType::float16}, {"f4", DType::float32}, {"f8", DType::float64},
    {"V2", DType::bfloat16},
};

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
    result.itemsize = characters(descr) * (descr[1] == 'U' ? character : 1);
    return result;
  }
  for (const auto& row : rows) {
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
  std::vector<std::byte> code(character);
  std::size_t used = 0;
  for (std::size_t i = 0; i < item.size(); i += character) {
    const auto unit = item.subspan(i, character);
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
  if (cursor.remaining() < magic.size() || cursor.text(magic.size()) != magic)
    fail("this is no npy file: its magic is missing");
  const auto major = cursor.u8(), minor = cursor.u8();
  if (major < 1 || major > 3 || minor != 0)
    fail("the npy version must be 1.0, 2.0 or 3.0; received version=", major, ".", minor);
  const std::uint64_t size = major == 1 ? cursor.u16() : cursor.u32();
  if (size > longest_header)
    fail("the npy header may have at most ", longest_header, " bytes; received ", size);
  return cursor.text(size);
}

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
  for (const auto& row : rows) {
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
  const auto size = magic.size() + 2 + 2 + header.size() + 1;
  header.append((alignment - size % alignment) % alignment, ' ');
  header += '\n';
  std::vector<std::byte> out;
  put(out, magic);
  put(out, 1, 2);  // version 1.0
  put(out, header.size(), 2);
  put(out, std::string_view(header));
  return out;
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
  return file.size() >= magic.size() && text_of(file.first(magic.size())) == magic;
}

std::uint64_t npy_size(const Array& array) {
  const auto contents = array.dtype == DType::string
                            ? array.strings.size() * widest(array) * character
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
    for (const auto code : codes) put(item, code, character);
    sink(item);
  }
}

}  // namespace keras::io
