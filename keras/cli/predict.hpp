#pragma once
#include "keras/cli/arguments.hpp"

namespace keras::cli {

Command predict_command();

}  // namespace keras::cli
