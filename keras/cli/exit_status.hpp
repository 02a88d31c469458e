#pragma once
#include <string>

namespace keras::cli {

/// Thrown to end the program with a status of its own.
struct ExitStatus {
  int status;
  std::string sentence;
};

}  // namespace keras::cli
