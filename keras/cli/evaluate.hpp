#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command evaluate_command();

}  // namespace keras::cli
