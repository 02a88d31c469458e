// Internal: users write the string itself.
#pragma once
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/data_format.hpp"
#include "keras/core/error.hpp"

namespace keras::layers {

/// Where images have their channels; an error of `layer` unless it is known.
inline std::string checked_data_format(const std::optional<std::string>& format,
                                       const char* layer) {
  return keras::checked_data_format(format, text("layers.", layer));
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
