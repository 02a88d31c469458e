#include "keras/cli/convert.hpp"

#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/cli/save.hpp"

namespace keras::cli {
namespace {

void convert(const Arguments& arguments) {
  const auto& path = arguments.positional(1);
  check_model_path("OUT", path);
  open_model(arguments).save(path);
}

}  // namespace

Command convert_command() {
  return {"convert",
          "Writes a model to a file of another format.",
          {{"IN", "", model_argument.help},
           {"OUT", "",
            "the file to write: .keras, .weights.h5 (only the weights), .h5 (as Keras 2)\n"
            "or .json (only the configuration)"}},
          with_model_options({}),
          "  keras convert mnist.keras mnist.weights.h5\n"
          "  keras convert mnist.json mnist.keras --weights mnist.weights.h5\n",
          convert};
}

}  // namespace keras::cli
