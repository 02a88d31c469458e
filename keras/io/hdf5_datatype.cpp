#include "keras/io/hdf5_datatype.hpp"

#include <algorithm>
#include <iterator>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_heap.hpp"

namespace keras::io::hdf5 {
namespace {

enum Class : std::uint8_t {
  fixed_point = 0,
  floating = 1,
  string = 3,
  opaque = 5,
  enumeration = 8,
  variable = 9
};
constexpr const char* class_names[] = {"fixed-point", "float",           "time",     "string",
                                       "bitfield",    "opaque",          "compound", "reference",
                                       "enum",        "variable-length", "array",    "complex"};
constexpr std::size_t reference_size = 16;  // length, heap address, index of a variable string

/// The head of a datatype message.
struct Head {
  std::uint8_t kind = 0, version = 0;
  std::uint32_t bits = 0, size = 0;
};

Head read_head(Cursor& cursor) {
  const auto first = cursor.u8();
  Head head;
  head.kind = first & 0x0F;
  head.version = first >> 4;
  head.bits = static_cast<std::uint32_t>(cursor.number(3));
  head.size = cursor.u32();
  return head;
}

[[noreturn]] void refuse(const Head& head, std::string_view detail = {}) {
  const char* name = head.kind < std::size(class_names) ? class_names[head.kind] : "unknown";
  fail("HDF5 elements of the type ", name, " with ", head.size, " bytes are not supported", detail);
}

Datatype parse_fixed_point(const Head& head, Cursor& cursor) {
  constexpr DType::Kind kinds[2][4] = {{DType::uint8, DType::uint16, DType::uint32, DType::uint64},
                                       {DType::int8, DType::int16, DType::int32, DType::int64}};
  const auto offset = cursor.u16(), precision = cursor.u16();
  const int row = head.bits >> 3 & 1;
  for (int power = 0; power < 4; ++power) {
    const auto size = 1u << power;
    if (head.size != size || offset != 0 || precision != 8 * size) continue;
    return {Datatype::number, {kinds[row][power], (head.bits & 1) != 0, false}, size, false};
  }
  refuse(head, text(" with a precision of ", precision, " bits"));
}

Datatype parse_float(const Head& head, Cursor& cursor) {
  struct Format {
    std::uint32_t size, exponent_size, mantissa_size, bias;
    DType::Kind dtype;
  };
  constexpr Format formats[] = {{2, 5, 10, 15, DType::float16},
                                {2, 8, 7, 127, DType::bfloat16},
                                {4, 8, 23, 127, DType::float32},
                                {8, 11, 52, 1023, DType::float64}};
  const auto offset = cursor.u16(), precision = cursor.u16();
  const auto exponent_at = cursor.u8(), exponent_size = cursor.u8();
  const auto mantissa_at = cursor.u8(), mantissa_size = cursor.u8();
  const auto bias = cursor.u32();
  const bool big = head.bits & 1, vax = head.bits & 0x40;
  const auto sign_at = head.bits >> 8 & 0xFF;
  for (const auto& format : formats) {
    if (head.size == format.size && !vax && offset == 0 && precision == 8 * format.size &&
        exponent_at == format.mantissa_size && exponent_size == format.exponent_size &&
        mantissa_at == 0 && mantissa_size == format.mantissa_size && bias == format.bias &&
        sign_at == precision - 1u)
      return {Datatype::number, {format.dtype, big, false}, format.size, false};
  }
  refuse(head, " in this layout of bits");
}

/// The name of an enum's member, padded to 8 bytes up to version 2.
std::string_view member_name(Cursor& cursor, int version) {
  const auto rest = text_of(cursor.rest());
  const auto size = std::min(rest.find('\0'), rest.size());
  const auto stored = version < 3 ? (size / 8 + 1) * 8 : size + 1;
  return cursor.text(stored).substr(0, size);
}

/// h5py's bools: an 8-bit enum of FALSE = 0 and TRUE = 1.
Datatype parse_enum(const Head& head, Cursor& cursor) {
  const auto base = read_head(cursor);
  if (base.kind != fixed_point || base.size != 1 || head.size != 1 || (head.bits & 0xFFFF) != 2)
    refuse(head);
  parse_fixed_point(base, cursor);
  const auto first = member_name(cursor, head.version), second = member_name(cursor, head.version);
  const auto zero = cursor.u8(), one = cursor.u8();
  if (first != "FALSE" || second != "TRUE" || zero != 0 || one != 1) refuse(head);
  return {Datatype::number, {DType::boolean, false, false}, 1, false};
}

Datatype parse_opaque(const Head& head) {
  if (head.size != 2) refuse(head, "; only bfloat16 is stored so");
  return {Datatype::number, {DType::bfloat16, false, false}, 2, false};
}

Datatype parse_variable(const Head& head) {
  constexpr std::uint32_t of_characters = 1;
  if ((head.bits & 0x0F) != of_characters || head.size != reference_size) refuse(head);
  return {Datatype::variable_string, {}, reference_size, false};
}

std::string fixed_string(Bytes item, const Datatype& type) {
  auto text = text_of(item);
  text = text.substr(0, text.find('\0'));
  if (type.space_padded) text = text.substr(0, text.find_last_not_of(' ') + 1);
  return std::string(text);
}

std::string variable_string(Context& context, Bytes item) {
  Cursor cursor(item, "an HDF5 string");
  const auto size = cursor.u32();
  const auto address = cursor.u64();
  const auto index = cursor.u32();
  if (size == 0 || address == 0) return {};
  const auto object = global_heap_object(context, address, index);
  if (object.size() < size) fail("an HDF5 string of ", size, " bytes has only ", object.size());
  const auto text = text_of(object.first(size));
  return std::string(text.substr(0, text.find('\0')));
}

}  // namespace

Datatype parse_datatype(Bytes message) {
  Cursor cursor(message, "an HDF5 datatype");
  const auto head = read_head(cursor);
  if (head.version < 1 || head.version > 5) fail("an HDF5 datatype has the version ", head.version);
  switch (head.kind) {
    case fixed_point:
      return parse_fixed_point(head, cursor);
    case floating:
      return parse_float(head, cursor);
    case string:
      if (head.size == 0) refuse(head);
      return {Datatype::fixed_string, {}, head.size, (head.bits & 0x0F) == 2};
    case opaque:
      return parse_opaque(head);
    case enumeration:
      return parse_enum(head, cursor);
    case variable:
      return parse_variable(head);
    default:
      refuse(head);
  }
}

Dataspace parse_dataspace(Bytes message) {
  Cursor cursor(message, "an HDF5 dataspace");
  const auto version = cursor.u8(), rank = cursor.u8(), flags = cursor.u8();
  if (version != 1 && version != 2) fail("an HDF5 dataspace has the version ", version);
  constexpr std::uint8_t null_space = 2;
  const auto type = cursor.u8();  // reserved in version 1
  if (version == 2 && type == null_space) fail("the HDF5 dataspace is null: there are no elements");
  if (version == 1) cursor.skip(4);
  if (rank > max_rank)
    fail("an HDF5 dataspace may have at most ", max_rank, " axes; received ", rank);
  Dataspace space;
  for (int axis = 0; axis < rank; ++axis) {
    const auto length = cursor.u64();
    if (length >> 63) fail("an HDF5 dataspace has an axis of ", length, " elements");
    space.shape.push_back(static_cast<std::int64_t>(length));
    space.most.push_back(length);
  }
  if (flags & 1)
    for (auto& most : space.most) most = cursor.u64();
  return space;
}

Array decode_elements(Context& context, const Datatype& type, Shape shape, const Buffer& raw) {
  if (type.kind == Datatype::number) return decode(type.numbers, std::move(shape), raw);
  const auto count = product(shape.dims()).value_or(0);
  Array array{DType::string, std::move(shape), {}, {}};
  array.strings.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto item = raw.bytes().subspan(i * type.size, type.size);
    auto string = type.kind == Datatype::fixed_string ? fixed_string(item, type)
                                                      : variable_string(context, item);
    context.spend(string.size());
    if (!is_utf8(string)) fail("HDF5 strings must be UTF-8; received ", quoted(legible(string)));
    array.strings.push_back(std::move(string));
  }
  return array;
}

}  // namespace keras::io::hdf5
