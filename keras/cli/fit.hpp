#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command fit_command();

}  // namespace keras::cli
