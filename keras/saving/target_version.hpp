// Internal: files for older versions of Keras 3.
#pragma once
#include <string_view>

#include "keras/core/value.hpp"

namespace keras::saving {

/// A saved model without the arguments that Keras did not have before `version`, "3.5"; an error
/// when one of them, or a class of that time, is really used.
Object for_version(Object saved, std::string_view version);

}  // namespace keras::saving
