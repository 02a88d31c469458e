#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command convert_command();

}  // namespace keras::cli
