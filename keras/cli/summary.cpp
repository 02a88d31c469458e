#include "keras/cli/summary.hpp"

#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/contents.hpp"

namespace keras::cli {
namespace {

void summary(const Arguments& arguments) {
  const auto& path = arguments.positional(0);
  if (const auto weights = path.empty() ? std::nullopt : saving::only_weights(path))
    return print(io::naming(path, [&] { return saving::weights_tree(*weights); }));
  const bool expand_nested = arguments.given("--expand-nested");
  print(open_model(arguments).summary_text({.expand_nested = expand_nested}));
}

}  // namespace

Command summary_command() {
  return {
      "summary",
      "Shows the layers of a model, or the arrays of a file that holds only weights.",
      {{"MODEL", "", std::string(model_argument.help) + ",\nor a .weights.h5 or .weights.json"}},
      with_model_options(
          {{"--expand-nested", "", "show the layers of models inside of the model"}}),
      "  keras summary mnist.keras\n"
      "  keras summary mnist.weights.h5\n",
      summary};
}

}  // namespace keras::cli
