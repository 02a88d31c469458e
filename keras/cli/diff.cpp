#include "keras/cli/diff.hpp"

#include "keras/cli/exit_status.hpp"
#include "keras/cli/output.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/contents.hpp"

namespace keras::cli {
namespace {

void diff(const Arguments& arguments) {
  const auto& first = arguments.positional(0);
  const auto& second = arguments.positional(1);
  const auto found = saving::differences(saving::contents_of(first), saving::contents_of(second));
  for (const auto& sentence : found) print(sentence + "\n");
  if (!found.empty())
    throw ExitStatus{1, text(io::printable(first), " and ", io::printable(second), " differ in ",
                             found.size(), found.size() == 1 ? " place" : " places")};
}

}  // namespace

Command diff_command() {
  constexpr const char* kinds = "a model or weights, in any format";
  return {"diff",
          "Shows where the configurations and the weights of two files differ.",
          {{"A", "", kinds}, {"B", "", kinds}},
          {},
          "  keras diff before.keras after.keras\n"
          "  keras diff mnist.keras mnist.weights.h5\n",
          diff};
}

}  // namespace keras::cli
