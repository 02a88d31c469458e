#include "keras/cli/check.hpp"

#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/cli/samples.hpp"
#include "keras/io/file.hpp"

namespace keras::cli {
namespace {

void check(const Arguments& arguments) {
  const auto model = open_model(arguments);
  const auto& path = arguments.positional(0);
  const auto samples = io::naming(path, [&] { return check_samples(model, path); });
  print(text("layers:     ", model.layers().size(), "\nparameters: ", model.count_params(), "\n"));
  if (!samples) return print("samples:    none in the file\n");
  print(text("samples:    ", samples->rows, ", largest difference ", samples->largest, "\n"));
}

}  // namespace

Command check_command() {
  return {"check",
          "Loads a model and compares its predictions with those of the samples in its file.",
          {model_argument},
          with_model_options({}),
          "  keras convert mnist.keras checked.keras --samples images.npy\n"
          "  keras check checked.keras\n",
          check};
}

}  // namespace keras::cli
