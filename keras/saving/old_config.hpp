// Internal: configurations as Keras 2 wrote them.
#pragma once
#include <string_view>

#include "keras/core/value.hpp"

namespace keras::saving {

/// Whether files of that version of Keras need `modern_config`.
bool is_old_version(std::string_view keras_version);

/// A saved model, or another object or list of objects, in the words of Keras 3: classes and
/// arguments by their names of today, without arguments that have no meaning any more. An error
/// where one of those asks for something that Keras 3 does not do.
Value modern_config(Value saved);

}  // namespace keras::saving
