// Internal: users write the string itself.
#pragma once
#include <optional>
#include <string>

#include "keras/core/error.hpp"

namespace keras::layers {

/// Where images have their channels: `format`, or "channels_last" by default; an error that names
/// `layer` for anything else.
inline std::string checked_data_format(const std::optional<std::string>& format,
                                       const char* layer) {
  const auto result = format.value_or("channels_last");
  if (result != "channels_last" && result != "channels_first")
    fail("layers.", layer, ": data_format must be 'channels_last' or 'channels_first'; received ",
         "data_format=", quoted(result));
  return result;
}

}  // namespace keras::layers
