#include "keras/core/config.hpp"

namespace keras {

Value to_value(const Shape& x) {
  List list;
  for (const auto dim : x) list.push_back(dim == Shape::unknown ? Value() : Value(dim));
  return list;
}

void from_value(const Value& value, DType& x) {
  // A dtype stands as "float32", or as the DTypePolicy of that name.
  if (const auto* config = value.find("config"))
    return from_value(config->as_object().at("name"), x);
  x = DType(value.as_string());
}

void from_value(const Value& value, Shape& x) {
  std::vector<std::int64_t> dims;
  for (const auto& item : value.as_list()) {
    const auto dim = item.is_null() ? Shape::unknown : item.as_integer();
    if (!item.is_null() && dim < 0) fail("must have lengths of at least 0; received ", value);
    dims.push_back(dim);
  }
  if (dims.size() > 32) fail("must have at most 32 axes; received ", dims.size());
  x = Shape(std::move(dims));
}

namespace detail {

void fail_unknown_argument(std::string_view key, std::span<const std::string_view> names) {
  const std::vector<std::string> known(names.begin(), names.end());
  fail("unknown argument ", quoted(key), suggestion(key, known));
}

void fail_argument(std::string_view name, const char* reason) {
  const std::string_view why(reason);
  // "must be an integer; ..." continues the name; a sentence of its own follows after a colon.
  fail(name, why.starts_with("must ") ? " " : ": ", why);
}

}  // namespace detail
}  // namespace keras
