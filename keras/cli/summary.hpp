#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command summary_command();

}  // namespace keras::cli
