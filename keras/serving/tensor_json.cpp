#include "keras/serving/tensor_json.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/core/nested_lists.hpp"
#include "keras/io/bytes.hpp"

namespace keras::serving {
namespace {

/// The place of `c` in the alphabet of base64, that of URLs included; nothing for other letters.
std::optional<unsigned> sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  if (c == '/' || c == '_') return 63;
  return {};
}

std::string from_base64(std::string_view text) {
  auto digits = text.substr(0, text.find('='));
  const bool padded = text.size() > digits.size();
  if (digits.size() % 4 == 1 || (padded && text.size() % 4 != 0) ||
      text.find_first_not_of('=', digits.size()) != text.npos || text.size() - digits.size() > 2)
    fail("b64 must be base64; received ", quoted(text));
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : digits) {
    const auto six = sextet(c);
    if (!six) fail("b64 must be base64; received ", quoted(text));
    bits = bits << 6 | *six;
    if ((count += 6) < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xFF);
  }
  if (!io::is_utf8(out)) fail("b64 must be UTF-8 text; received ", quoted(text));
  return out;
}

std::string string_of(const Value& item) {
  if (is_base64(item)) return from_base64(item.as_object().at("b64").as_string());
  if (!item.is_string()) fail("must hold strings; received ", item);
  return item.as_string();
}

float number_of(const Value& item) {
  if (!item.is_number()) fail("must hold numbers; received ", item);
  return static_cast<float>(item.as_number());
}

/// Integers are computed with in 32 bits at most.
std::pair<std::int64_t, std::int64_t> limits_of(DType dtype) {
  const auto bits = 8 * std::min<std::size_t>(dtype.itemsize(), 4);
  if (dtype.is_unsigned()) return {0, (std::int64_t{1} << bits) - 1};
  return {-(std::int64_t{1} << (bits - 1)), (std::int64_t{1} << (bits - 1)) - 1};
}

std::int64_t integer_of(const Value& item, DType dtype) {
  if (!item.is_number()) fail("must hold integers; received ", item);
  const auto number = item.as_integer();
  const auto [least, most] = limits_of(dtype);
  if (number < least || number > most)
    fail("must hold integers from ", least, " to ", most, "; received ", number);
  return number;
}

bool bool_of(const Value& item) {
  if (!item.is_bool()) fail("must hold true or false; received ", item);
  return item.as_bool();
}

DType dtype_of_items(const NestedLists& lists) {
  if (lists.items.empty()) return DType::float32;
  const auto& first = *lists.items[0];
  if (first.is_string() || is_base64(first)) return DType::string;
  return first.is_bool() ? DType::boolean : DType::float32;
}

template <class Read>
auto tensor_of(const NestedLists& lists, Read read) {
  std::vector<decltype(read(*lists.items[0]))> items;
  items.reserve(lists.items.size());
  for (const auto* item : lists.items) items.push_back(read(*item));
  return Tensor(items, lists.shape);
}

void write_number(std::string& out, float number) {
  if (std::isnan(number)) return append(out, "NaN");
  if (std::isinf(number)) return append(out, number < 0 ? "-Infinity" : "Infinity");
  append(out, number);
}

}  // namespace

bool is_base64(const Value& value) {
  const auto* b64 = value.find("b64");
  return b64 && b64->is_string() && value.as_object().size() == 1;
}

Tensor tensor_from_json(const Value& lists, std::optional<DType> dtype) {
  const auto flat = flattened(lists);
  const auto wanted = dtype ? *dtype : dtype_of_items(flat);
  if (wanted == DType::string) return tensor_of(flat, string_of);
  if (wanted == DType::boolean) return tensor_of(flat, bool_of);
  if (wanted.is_integer())
    return tensor_of(flat, [&](const Value& item) { return integer_of(item, wanted); });
  if (wanted.is_complex()) fail("must be of real numbers; the model wants ", wanted);
  return tensor_of(flat, number_of);
}

JsonElements::JsonElements(const Tensor& tensor) : shape_(tensor.shape()) {
  const auto dtype = tensor.dtype();
  const auto from = [&](auto items, auto write) {
    write_element_ = [items = std::move(items), write](std::string& out, std::size_t element) {
      write(out, items[element]);
    };
  };
  if (dtype == DType::string) {
    from(tensor.to_vector<std::string>(),
         [](std::string& out, const std::string& item) { out += to_json(item); });
  } else if (dtype == DType::boolean) {
    from(tensor.to_vector<std::uint8_t>(),
         [](std::string& out, std::uint8_t item) { out += item != 0 ? "true" : "false"; });
  } else if (dtype.is_integer()) {
    from(tensor.to_vector<std::int64_t>(),
         [](std::string& out, std::int64_t item) { append(out, item); });
  } else if (dtype.is_floating()) {
    from(tensor.to_vector<float>(), write_number);
  } else {
    fail("outputs of dtype ", dtype, " have no form in JSON");
  }
}

void JsonElements::write_row(std::string& out, std::int64_t row) const {
  write_from(out, 1, row * (shape_.elements() / std::max<std::int64_t>(rows(), 1)));
}

void JsonElements::write_from(std::string& out, int axis, std::int64_t first) const {
  if (axis == shape_.rank()) return write_element_(out, static_cast<std::size_t>(first));
  std::int64_t step = 1;
  for (int i = axis + 1; i < shape_.rank(); ++i) step *= shape_[i];
  out += '[';
  for (std::int64_t i = 0; i < shape_[axis]; ++i) {
    if (i > 0) out += ", ";
    write_from(out, axis + 1, first + i * step);
  }
  out += ']';
}

}  // namespace keras::serving
