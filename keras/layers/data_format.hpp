// Internal: users write the string itself.
#pragma once
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/core/settings.hpp"

namespace keras::layers {

/// Where images have their channels: `format`, or `config::image_data_format()` by default; an
/// error that names `layer` for anything else.
inline std::string checked_data_format(const std::optional<std::string>& format,
                                       const char* layer) {
  const auto result = format.value_or(config::image_data_format());
  if (result != "channels_last" && result != "channels_first")
    fail("layers.", layer, ": data_format must be 'channels_last' or 'channels_first'; received ",
         "data_format=", quoted(result));
  return result;
}

/// `padding` in small letters; an error that names `layer` unless it is one of `known`.
inline std::string checked_padding(std::string padding, const char* layer,
                                   const std::vector<std::string>& known) {
  for (auto& c : padding) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (std::find(known.begin(), known.end(), padding) == known.end())
    fail("layers.", layer, ": unknown padding ", quoted(padding), suggestion(padding, known));
  return padding;
}

}  // namespace keras::layers
