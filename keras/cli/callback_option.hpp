// `--callback NAME:key=value,...`
#pragma once
#include <string>

#include "keras/models/callback.hpp"

namespace keras::cli {

/// The callback that `word` describes. Values are numbers, true, false, else text, which may
/// contain ':' and '='.
Callback callback_from(const std::string& word);

}  // namespace keras::cli
