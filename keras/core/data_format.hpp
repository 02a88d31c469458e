// Where images have their channels.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace keras {

/// "channels_last" or "channels_first": `given`, or `config::image_data_format()`; an error of
/// `where` for anything else.
std::string checked_data_format(const std::optional<std::string>& given, std::string_view where);

/// Whether that is "channels_first".
bool has_channels_first(const std::optional<std::string>& given, std::string_view where);

}  // namespace keras
