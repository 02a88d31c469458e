#include "keras/core/data_format.hpp"

#include "keras/core/error.hpp"
#include "keras/core/settings.hpp"

namespace keras {

std::string checked_data_format(const std::optional<std::string>& given, std::string_view where) {
  const auto format = given.value_or(config::image_data_format());
  if (format != "channels_last" && format != "channels_first")
    fail(where, ": data_format must be 'channels_last' or 'channels_first'; received data_format=",
         quoted(format));
  return format;
}

bool has_channels_first(const std::optional<std::string>& given, std::string_view where) {
  return checked_data_format(given, where) == "channels_first";
}

}  // namespace keras
