#include "keras/cli/predict.hpp"

#include "keras/cli/data.hpp"
#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/core/error.hpp"
#include "keras/io/file.hpp"
#include "keras/models/narrowed.hpp"

namespace keras::cli {
namespace {

/// An error unless arrays can be written to `path`, as far as this is known beforehand.
void check_output(const std::string& path) {
  if (!path.ends_with(".npy") && !path.ends_with(".npz"))
    throw UsageError(
        text("--output: the file must be named .npy or .npz; received ", quoted(path)));
  check_writable("--output", path);
}

void check_count(const std::string& path, std::size_t outputs) {
  if (outputs > 1 && path.ends_with(".npy"))
    fail("--output: a .npy file holds one array; the model has ", outputs,
         " outputs: name the file .npz; received ", quoted(path));
}

void predict(const Arguments& arguments) {
  const auto batch_size = arguments.count("--batch-size");
  const auto output = arguments.value("--output");
  if (output) check_output(*output);
  const auto model = open_model(arguments, {.compile = false});
  const auto& data = arguments.positional(1);
  const auto x = read_inputs(data, model);
  if (output) check_count(*output, model.implementation().output_names().size());
  const auto y = io::naming(data, [&] {
    return narrowed(model.predict_all(x, {.batch_size = batch_size, .verbose = 0}));
  });
  if (!output) return print(preview(y));
  check_count(*output, y.size());
  write_arrays(*output, y);
}

}  // namespace

Command predict_command() {
  return {"predict",
          "Runs a model over the inputs in a file.",
          {model_argument,
           {"DATA", "",
            "a .npy file (the only input) or a .npz file with the array x, or x0, x1,\n"
            "..., or arrays named as the model's inputs"}},
          with_model_options({{"--output", "OUT",
                               "write the outputs to OUT: .npy for one output, .npz with y,\n"
                               "or y0, y1, ...; without it a preview is shown"},
                              {"--batch-size", "N", "rows to compute at a time (default: 32)"}}),
          "  keras predict mnist.keras images.npy\n"
          "  keras predict mnist.keras images.npz --output digits.npy --batch-size 256\n",
          predict};
}

}  // namespace keras::cli
