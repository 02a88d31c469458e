// Internal: strings as elements of tensors. The process keeps each different string once, for as
// long as it lives, under a number of 32 bits: programs move these numbers as they move others, and
// equal strings have equal ones. docs/design/0007-strings.md
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace keras {

/// The number of `text`: 0 for "", the next free one for a string that was never seen.
std::uint32_t intern(std::string_view text);

/// The number of `text` if it has one.
std::optional<std::uint32_t> find_interned(std::string_view text);

/// The string of a number that `intern` gave.
std::string_view interned(std::uint32_t number);

}  // namespace keras
