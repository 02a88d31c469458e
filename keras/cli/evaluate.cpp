#include "keras/cli/evaluate.hpp"

#include "keras/cli/data.hpp"
#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"

namespace keras::cli {
namespace {

std::string lines(const Logs& logs) {
  std::string out;
  for (const auto& [name, value] : logs) append(out, text(name, ": ", shown(value), "\n"));
  return out;
}

void evaluate(const Arguments& arguments) {
  const auto batch_size = arguments.count("--batch-size");
  const auto json = arguments.value("--json");
  if (json) check_writable("--json", *json);
  const auto model = open_model(arguments);
  compile_model(model, arguments);
  const auto& path = arguments.positional(1);
  const auto data = read_samples(path, model);
  const auto logs = io::naming(path, [&] {
    return model.evaluate(
        data.x, data.y,
        {.batch_size = batch_size, .verbose = 0, .sample_weight = data.sample_weight});
  });
  if (!json) return print(lines(logs));
  Object numbers;
  for (const auto& [name, value] : logs) numbers[name] = value;
  io::write_atomically(*json, io::bytes_of(to_json(numbers) + "\n"));
}

}  // namespace

Command evaluate_command() {
  return {"evaluate",
          "Computes the loss and the metrics of a model.",
          {model_argument,
           {"DATA", "", "a .npz file with inputs (x), targets (y) and perhaps sample_weight"}},
          with_model_options(
              {{"--batch-size", "N", "rows to compute at a time (default: 32)"},
               {"--json", "FILE", "write the numbers to FILE instead of showing them"},
               {"--loss", "L[,L2,...]", "the loss, one for each output, instead of the model's"},
               {"--metrics", "M[,M2,...]", "the metrics, instead of the model's"}}),
          "  keras evaluate mnist.keras test.npz\n"
          "  keras evaluate mnist.keras test.npz --json test.json\n",
          evaluate};
}

}  // namespace keras::cli
