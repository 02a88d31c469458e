#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command serve_command();

}  // namespace keras::cli
