#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command check_command();

}  // namespace keras::cli
