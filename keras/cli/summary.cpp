#include "keras/cli/summary.hpp"

#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"

namespace keras::cli {
namespace {

void summary(const Arguments& arguments) {
  const bool expand_nested = arguments.given("--expand-nested");
  print(open_model(arguments).summary_text({.expand_nested = expand_nested}));
}

}  // namespace

Command summary_command() {
  return {"summary",
          "Shows the layers of a model, their output shapes and numbers of parameters.",
          {model_argument},
          with_model_options(
              {{"--expand-nested", "", "show the layers of models inside of the model"}}),
          "  keras summary mnist.keras\n",
          summary};
}

}  // namespace keras::cli
