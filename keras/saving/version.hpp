// Internal: what files say about their making.
#pragma once
#include <string>

namespace keras::saving {

/// The version of Keras whose files these are.
inline constexpr const char* keras_version = "3.15.1";

/// The time that files carry, "2026-01-31@12:00:00": now, or that of `SOURCE_DATE_EPOCH`.
std::string date_saved();

}  // namespace keras::saving
