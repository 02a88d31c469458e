#include "keras/cli/convert.hpp"

#include "keras/cli/data.hpp"
#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/cli/samples.hpp"
#include "keras/cli/save.hpp"

namespace keras::cli {
namespace {

/// An option that is for files of one suffix only.
void expect_suffix(const Arguments& arguments, const char* option, std::string_view suffix) {
  const auto& path = arguments.positional(1);
  if (arguments.given(option) && !path.ends_with(suffix))
    throw UsageError(
        text(option, ": is for files named ", suffix, "; received OUT ", quoted(path)));
}

/// For other programs to run, and never to be loaded again.
void export_model(const Arguments& arguments) {
  const auto& path = arguments.positional(1);
  if (arguments.given("--target-version"))
    throw UsageError(
        text("--target-version: is for files that Keras reads; received OUT ", quoted(path)));
  check_writable("OUT", path);
  open_model(arguments, {.compile = false}).export_to(path, {.format = "onnx", .verbose = false});
}

void convert(const Arguments& arguments) {
  const auto& path = arguments.positional(1);
  const bool exports = path.ends_with(".onnx");
  if (!exports) check_model_path("OUT", path);
  expect_suffix(arguments, "--samples", ".keras");
  expect_suffix(arguments, "--max-shard-size", ".weights.json");
  if (exports) return export_model(arguments);
  const auto shard_size = arguments.number("--max-shard-size");
  const auto model = open_model(arguments);
  SaveOptions options;
  if (const auto version = arguments.value("--target-version")) options.target_version = *version;
  if (const auto samples = arguments.value("--samples"))
    return save_with_samples(model, path, read_inputs(*samples, model), options);
  if (shard_size) return saving::save_weights(model, path, {.max_shard_size = shard_size});
  saving::save_model(model, path, options);
}

}  // namespace

Command convert_command() {
  return {"convert",
          "Writes a model to a file of another format.",
          {{"IN", "", model_argument.help},
           {"OUT", "",
            "the file to write: .keras, .h5 (as Keras 2), .json (only the\n"
            "configuration), .weights.h5 or .weights.json (only the weights, in one\n"
            "file or in several), or .onnx (what it predicts, for other programs)"}},
          with_model_options(
              {{"--target-version", "V", "the oldest Keras that shall read OUT (default: 3.15)"},
               {"--max-shard-size", "GB", "size of the files beside a .weights.json (default: 5)"},
               {"--samples", "DATA", "store these inputs and the predictions for `keras check`"}}),
          "  keras convert mnist.keras mnist.weights.h5\n"
          "  keras convert mnist.h5 mnist.keras --target-version 3.6\n"
          "  keras convert mnist.json mnist.keras --weights mnist.weights.h5\n"
          "  keras convert mnist.keras mnist.onnx\n",
          convert};
}

}  // namespace keras::cli
