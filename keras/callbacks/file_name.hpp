// Internal: file names with places for numbers, "at-{epoch:02d}-{val_loss:.2f}.keras".
#pragma once
#include <string>

#include "keras/models/logs.hpp"

namespace keras::callbacks {

/// `pattern` with the numbers in its braces, as Python's `str.format` does; `epoch` and `batch`
/// are whole numbers. An error that names what is not in `numbers`.
std::string formatted(const std::string& pattern, const Logs& numbers);

}  // namespace keras::callbacks
