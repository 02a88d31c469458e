#include "keras/cli/save.hpp"

#include <algorithm>

#include "keras/cli/arguments.hpp"
#include "keras/cli/output.hpp"
#include "keras/core/error.hpp"

namespace keras::cli {

void check_model_path(std::string_view option, const std::string& path) {
  constexpr std::string_view suffixes[] = {".keras", ".h5", ".json"};
  const bool known = std::any_of(std::begin(suffixes), std::end(suffixes),
                                 [&](std::string_view suffix) { return path.ends_with(suffix); });
  if (!known)
    throw UsageError(text(option,
                          ": the file must be named .keras, .weights.h5, .h5 or .json; "
                          "received ",
                          quoted(path)));
  check_writable(option, path);
}

}  // namespace keras::cli
