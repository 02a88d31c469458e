#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>

#include "keras/cli/output.hpp"
#include "keras/cli/run.hpp"

namespace {

/// Ends the program like any other error when memory runs out before `main`, while the tables of
/// classes are filled.
[[noreturn]] void end_without_memory() {
  try {
    if (const auto error = std::current_exception()) std::rethrow_exception(error);
  } catch (const std::bad_alloc&) {
    keras::cli::say("error", "keras: there is not enough memory to start");
    ::_exit(1);
  } catch (...) {
  }
  std::abort();
}

// This object comes first in the program, and so before the tables.
const auto previous_handler = std::set_terminate(end_without_memory);

}  // namespace

int main(int count, char** words) {
  return keras::cli::run(std::vector<std::string>(words + 1, words + count));
}
