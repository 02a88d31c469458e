#include "keras/io/hdf5_encode.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_context.hpp"

namespace keras::io::hdf5 {
namespace {

using Encoded = std::vector<std::byte>;
constexpr std::size_t leaf_k = 4, internal_k = 16;  // half of the entries of tables and nodes
constexpr std::size_t longest_message = 65528;

void pad(Encoded& out, std::size_t size) { out.resize((out.size() + size - 1) / size * size); }

std::string_view name_of(const std::pair<std::string, std::uint64_t>& symbol) {
  return symbol.first;
}

Encoded message(MessageType type, const Encoded& body, std::uint8_t flags = 0) {
  Encoded padded = body;
  pad(padded, 8);
  Encoded out;
  put(out, type, 2);
  put(out, padded.size(), 2);
  put(out, flags, 1);
  put(out, 0, 3);
  put(out, Bytes(padded));
  return out;
}

/// Class, version 1, bit field and size, which begin every datatype.
void put_type(Encoded& out, int kind, std::uint32_t bits, std::uint64_t size) {
  put(out, 0x10 | static_cast<unsigned>(kind), 1);
  put(out, bits, 3);
  put(out, size, 4);
}

void put_integer(Encoded& out, std::uint64_t size, bool is_signed) {
  put_type(out, 0, is_signed ? 0x08 : 0, size);
  put(out, 0, 2);
  put(out, 8 * size, 2);
}

void put_float(Encoded& out, std::uint64_t size) {
  struct Format {
    std::uint64_t exponent, mantissa, bias;
  };
  const auto format = size == 2   ? Format{5, 10, 15}
                      : size == 4 ? Format{8, 23, 127}
                                  : Format{11, 52, 1023};
  constexpr std::uint32_t implied_one = 0x20;
  put_type(out, 1, implied_one | static_cast<std::uint32_t>(8 * size - 1) << 8, size);
  put(out, 0, 2);
  put(out, 8 * size, 2);
  put(out, format.mantissa, 1);
  put(out, format.exponent, 1);
  put(out, 0, 1);
  put(out, format.mantissa, 1);
  put(out, format.bias, 4);
}

/// h5py's bool: an enum of two members.
void put_bool(Encoded& out) {
  put_type(out, 8, 2, 1);
  put_integer(out, 1, true);
  for (const char* name : {"FALSE", "TRUE"}) {
    Encoded padded;
    put(padded, std::string_view(name));
    padded.resize(8);
    put(out, Bytes(padded));
  }
  put(out, 0, 1);
  put(out, 1, 1);
}

Encoded datatype(DType dtype) {
  Encoded out;
  const auto size = dtype.itemsize();
  if (dtype == DType::boolean) {
    put_bool(out);
  } else if (dtype == DType::bfloat16) {
    put_type(out, 5, 0, size);
  } else if (dtype.is_integer()) {
    put_integer(out, size, !dtype.is_unsigned());
  } else if (dtype.is_floating() && size > 1) {
    put_float(out, size);
  } else {
    fail("HDF5 files have no dtype ", dtype);
  }
  return out;
}

Encoded fixed_string(std::size_t size) {
  Encoded out;
  constexpr std::uint32_t padded_with_nul = 1;
  put_type(out, 3, padded_with_nul, size);
  return out;
}

Encoded variable_string() {
  Encoded out;
  constexpr std::uint32_t of_characters = 1, utf8 = 1 << 8;
  put_type(out, 9, of_characters | utf8, 16);
  put_type(out, 0, 0, 1);
  put(out, 0, 2);
  put(out, 8, 2);
  return out;
}

Encoded dataspace(const Shape& shape) {
  Encoded out;
  put(out, 1, 1);
  put(out, static_cast<std::uint64_t>(shape.rank()), 1);
  put(out, 0, 1 + 5);
  for (const auto length : shape) put(out, static_cast<std::uint64_t>(length), 8);
  return out;
}

/// Appends a global heap of one object; returns its address.
std::uint64_t append_heap(Region& region, std::string_view text) {
  constexpr std::size_t smallest = 4096, head = 16;
  const auto address = region.next();
  const auto used = head + head + (text.size() + 7) / 8 * 8;
  const auto size = std::max(smallest, used + head);
  auto& out = region.bytes;
  const auto end = out.size() + size;
  put(out, std::string_view("GCOL"));
  put(out, 1, 4);
  put(out, size, 8);
  put(out, 1, 2);  // object 1
  put(out, 0, 2 + 4);
  put(out, text.size(), 8);
  put(out, text);
  pad(out, 8);
  put(out, 0, 8);  // object 0: the free rest, its head included
  put(out, size - used, 8);
  out.resize(end);
  return address;
}

/// What `text` leaves in the attribute itself.
Encoded heap_reference(Region& region, std::string_view text) {
  Encoded out;
  put(out, text.size(), 4);
  put(out, text.empty() ? 0 : append_heap(region, text), 8);
  put(out, text.empty() ? 0 : 1, 4);
  return out;
}

Encoded fixed_strings(const std::vector<std::string>& strings, std::size_t width) {
  Encoded out;
  for (const auto& string : strings) {
    put(out, std::string_view(string));
    out.resize(out.size() + width - string.size());
  }
  return out;
}

/// Appends the tables of up to 2 * leaf_k symbols; returns the children of the lowest tree nodes:
/// the heap offset of the last name and the address.
std::vector<std::pair<std::uint64_t, std::uint64_t>> append_tables(
    Region& region, const Symbols& symbols, const std::vector<std::uint64_t>& names) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> children;
  for (std::size_t first = 0; first < symbols.size(); first += 2 * leaf_k) {
    const auto last = std::min(first + 2 * leaf_k, symbols.size());
    children.emplace_back(names[last - 1], region.next());
    auto& out = region.bytes;
    const auto end = out.size() + 8 + 2 * leaf_k * 40;
    put(out, std::string_view("SNOD"));
    put(out, 1, 2);
    put(out, last - first, 2);
    for (auto i = first; i < last; ++i) {
      put(out, names[i], 8);
      put(out, symbols[i].second, 8);
      put(out, 0, 8 + 8 + 8);  // nothing cached
    }
    out.resize(end);
  }
  return children;
}

/// Appends one level of tree nodes over `children`; returns what the next level stands over.
std::vector<std::pair<std::uint64_t, std::uint64_t>> append_level(
    Region& region, std::uint64_t level,
    const std::vector<std::pair<std::uint64_t, std::uint64_t>>& children) {
  constexpr std::size_t most = 2 * internal_k, node_size = 24 + most * 8 + (most + 1) * 8;
  const auto count = std::max<std::size_t>(1, (children.size() + most - 1) / most);
  const auto start = region.next();
  std::vector<std::pair<std::uint64_t, std::uint64_t>> nodes;
  for (std::size_t node = 0; node < count; ++node) {
    const auto first = node * most, last = std::min(first + most, children.size());
    auto& out = region.bytes;
    const auto end = out.size() + node_size;
    put(out, std::string_view("TREE"));
    put(out, 0, 1);
    put(out, level, 1);
    put(out, last - first, 2);
    put(out, node == 0 ? undefined : start + (node - 1) * node_size, 8);
    put(out, node + 1 == count ? undefined : start + (node + 1) * node_size, 8);
    put(out, first == 0 ? 0 : children[first - 1].first, 8);
    for (auto i = first; i < last; ++i)
      put(out, children[i].second, 8), put(out, children[i].first, 8);
    out.resize(end);
    nodes.emplace_back(last == 0 ? 0 : children[last - 1].first, start + node * node_size);
  }
  return nodes;
}

}  // namespace

Encoded encode_superblock(std::uint64_t end, std::uint64_t root) {
  Encoded out;
  put(out, std::string_view("\x89HDF\r\n\x1a\n"));
  put(out, 0, 5);  // versions
  put(out, 8, 1);
  put(out, 8, 1);
  put(out, 0, 1);
  put(out, leaf_k, 2);
  put(out, internal_k, 2);
  put(out, 0, 4);
  put(out, 0, 8);  // base address
  put(out, undefined, 8);
  put(out, end, 8);
  put(out, undefined, 8);
  put(out, 0, 8);
  put(out, root, 8);
  put(out, 0, 8 + 8 + 8);  // nothing cached
  return out;
}

Encoded append_symbols(Region& region, const Symbols& symbols) {
  Encoded names(8);  // the empty name at 0
  std::vector<std::uint64_t> offsets;
  for (const auto& symbol : symbols) {
    offsets.push_back(names.size());
    put(names, name_of(symbol));
    put(names, 0, 1);
    pad(names, 8);
  }
  const auto heap = region.next();
  put(region.bytes, std::string_view("HEAP"));
  put(region.bytes, 0, 4);
  put(region.bytes, names.size(), 8);
  put(region.bytes, 1, 8);  // no free block
  put(region.bytes, heap + 32, 8);
  put(region.bytes, Bytes(names));
  auto nodes = append_level(region, 0, append_tables(region, symbols, offsets));
  for (std::uint64_t level = 1; nodes.size() > 1; ++level)
    nodes = append_level(region, level, nodes);
  Encoded body;
  put(body, nodes[0].second, 8);
  put(body, heap, 8);
  return message(message_symbol_table, body);
}

std::uint64_t append_header(Region& region, const std::vector<Encoded>& messages) {
  const auto address = region.next();
  std::size_t size = 0;
  for (const auto& part : messages) size += part.size();
  if (messages.size() > 0xFFFF || size > 0xFFFFFFFF)
    fail("an HDF5 object cannot have ", messages.size(), " messages of ", size, " bytes");
  put(region.bytes, 1, 2);
  put(region.bytes, messages.size(), 2);
  put(region.bytes, 1, 4);  // references
  put(region.bytes, size, 4);
  put(region.bytes, 0, 4);
  for (const auto& part : messages) put(region.bytes, Bytes(part));
  return address;
}

std::vector<Encoded> dataset_messages(DType dtype, const Shape& shape, std::uint64_t address) {
  const auto size = declared_bytes(shape, dtype.itemsize(), "the dataset");
  Encoded fill, layout;
  put(fill, 2, 1);  // version
  put(fill, 2, 1);  // space is made late
  put(fill, 2, 1);  // filled when the user set a value
  put(fill, 1, 1);  // the default value
  put(fill, 0, 4);
  put(layout, 3, 1);
  put(layout, 1, 1);  // contiguous
  put(layout, size == 0 ? undefined : address, 8);
  put(layout, size, 8);
  constexpr std::uint8_t constant = 1;
  return {message(message_dataspace, dataspace(shape)),
          message(message_datatype, datatype(dtype), constant),
          message(message_fill, fill, constant), message(message_layout, layout)};
}

Encoded attribute_message(Region& region, const NewAttribute& attribute) {
  const auto& value = attribute.value;
  Encoded type, data;
  if (attribute.is_text) {
    type = variable_string();
    data = heap_reference(region, value.strings.at(0));
  } else if (value.dtype == DType::string) {
    std::size_t width = 1;
    for (const auto& string : value.strings) width = std::max(width, string.size());
    type = fixed_string(width);
    data = fixed_strings(value.strings, width);
  } else {
    type = datatype(value.dtype);
    put(data, value.data.bytes());
  }
  const auto space = dataspace(value.shape);
  Encoded body;
  put(body, 1, 2);  // version
  put(body, attribute.name.size() + 1, 2);
  put(body, type.size(), 2);
  put(body, space.size(), 2);
  put(body, std::string_view(attribute.name));
  put(body, 0, 1);
  pad(body, 8);
  put(body, Bytes(type));
  pad(body, 8);
  put(body, Bytes(space));
  pad(body, 8);
  put(body, Bytes(data));
  if (body.size() > longest_message)
    fail("attribute ", quoted(attribute.name), " may have at most ", longest_message,
         " bytes in an HDF5 file; it has ", body.size());
  return message(message_attribute, body);
}

}  // namespace keras::io::hdf5
