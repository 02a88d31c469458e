#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command diff_command();

}  // namespace keras::cli
