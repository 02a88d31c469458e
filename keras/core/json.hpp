// JSON text to values and back.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "keras/core/value.hpp"

namespace keras {

struct JsonLimits {
  std::size_t depth = 256;
  std::size_t bytes = std::size_t{64} << 20;
};

/// The value that `json` describes. As Python reads it: NaN and Infinity are numbers. Two members
/// of one name in an object, a byte order mark, anything after the value, and text beyond `limits`
/// are errors that say at which byte.
Value parse_json(std::string_view json, JsonLimits limits = {});

/// As Python's `json.dumps` writes it: `{"a": [1, 2.0]}`, ASCII only. Stops soon after `enough`
/// bytes.
std::string to_json(const Value& value, std::size_t enough = std::string::npos);

}  // namespace keras
