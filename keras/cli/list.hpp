#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command list_command();

}  // namespace keras::cli
