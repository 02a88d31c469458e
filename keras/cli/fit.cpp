#include "keras/cli/fit.hpp"

#include <charconv>
#include <cmath>

#include "keras/callbacks/backup_and_restore.hpp"
#include "keras/cli/callback_option.hpp"
#include "keras/cli/data.hpp"
#include "keras/cli/interruption.hpp"
#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/cli/save.hpp"
#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/random/seed_generator.hpp"

namespace keras::cli {
namespace {

double validation_split(const Arguments& arguments) {
  const auto share = arguments.number("--validation-split").value_or(0);
  if (!(share >= 0 && share < 1))
    throw UsageError(text("--validation-split: must be in [0, 1); received ",
                          quoted(*arguments.value("--validation-split"))));
  return share;
}

template <class Number>
bool parses(const std::string& word, Number& number) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return !word.empty() && error == std::errc() && end == word.data() + word.size();
}

std::map<int, double> class_weight(const Arguments& arguments) {
  std::map<int, double> weights;
  const auto list = arguments.value("--class-weight");
  if (!list) return weights;
  for (const auto& part : split(*list)) {
    const auto equals = part.find('=');
    int label = 0;
    double weight = 0;
    if (equals == part.npos || !parses(part.substr(0, equals), label) ||
        !parses(part.substr(equals + 1), weight) || !std::isfinite(weight))
      throw UsageError(text("--class-weight: must be CLASS=WEIGHT,...; received ", quoted(part)));
    weights[label] = weight;
  }
  return weights;
}

Verbose verbose(const Arguments& arguments) {
  const auto word = arguments.value("--verbose").value_or("auto");
  if (word == "auto" || word == "0" || word == "1" || word == "2") return word.c_str();
  throw UsageError(text("--verbose: must be auto, 0, 1 or 2; received ", quoted(word)));
}

/// What the options say, without the data.
FitOptions options_from(const Arguments& arguments) {
  return {.batch_size = arguments.count("--batch-size"),
          .epochs = arguments.count("--epochs").value_or(1),
          .verbose = verbose(arguments),
          .validation_split = validation_split(arguments),
          .shuffle = !arguments.given("--no-shuffle"),
          .class_weight = class_weight(arguments)};
}

/// Nobody wants to learn after hours of training that nothing was kept; who wants to see nothing,
/// as when the time is taken, knows.
void check_outputs(const Arguments& arguments) {
  const auto save = arguments.value("--save"), history = arguments.value("--history");
  const bool kept =
      save || history || arguments.given("--callback") || arguments.given("--checkpoint");
  if (!kept && arguments.value("--verbose") != "0")
    throw UsageError(
        "--save: nothing of the training would be kept; say where to with --save OUT, or that this "
        "is meant with --verbose 0");
  if (save) check_model_path("--save", *save);
  if (history) check_writable("--history", *history);
}

std::vector<Callback> callbacks_from(const Arguments& arguments) {
  std::vector<Callback> callbacks;
  for (const auto& word : arguments.values("--callback")) callbacks.push_back(callback_from(word));
  if (const auto folder = arguments.value("--checkpoint"))
    callbacks.push_back(callbacks::BackupAndRestore(*folder));
  callbacks.push_back(stop_when_interrupted());
  return callbacks;
}

void write_history(const std::string& path, const History& history) {
  Object columns;
  for (const auto& [name, values] : history) columns[name] = values;
  io::write_atomically(path, io::bytes_of(to_json(columns) + "\n"));
}

History train(const Model& model, const std::string& path, FitOptions options) {
  const auto data = read_samples(path, model);
  options.sample_weight = data.sample_weight;
  const Interruption interruption;
  return io::naming(path, [&] { return model.fit(data.x, data.y, std::move(options)); });
}

void fit(const Arguments& arguments) {
  auto options = options_from(arguments);
  check_outputs(arguments);
  if (const auto seed = arguments.integer("--seed", 0, std::numeric_limits<std::uint32_t>::max()))
    random::set_global_seed(*seed);
  options.callbacks = callbacks_from(arguments);
  const auto model = open_model(arguments);
  compile_model(model, arguments);
  if (const auto validation = arguments.value("--validation-data"))
    options.validation_data = read_samples(*validation, model);
  const auto history = train(model, arguments.positional(1), std::move(options));
  if (const auto path = arguments.value("--history")) write_history(*path, history);
  if (const auto path = arguments.value("--save")) model.save(*path);
}

std::vector<Option> fit_options() {
  return with_model_options(
      {{"--save", "OUT", "write the trained model: .keras, .weights.h5, .h5 or .json"},
       {"--history", "FILE", "write the loss and the metrics of each epoch as JSON"},
       {"--epochs", "N", "times to go over the data (default: 1)"},
       {"--batch-size", "N", "rows of a step (default: 32)"},
       {"--no-shuffle", "", "keep the rows in their order"},
       {"--seed", "S", "start random numbers from S, to get the same result again"},
       {"--verbose", "auto|0|1|2", "show nothing (0), a bar (1), a line an epoch (2)"},
       {"--validation-data", "FILE", "a .npz file to evaluate after each epoch"},
       {"--validation-split", "F", "evaluate on the last part of DATA instead: 0.2 is a fifth"},
       {"--class-weight", "C=W,...", "weights of the classes: 0=1.0,1=2.5"},
       {"--optimizer", "O", "the optimizer, instead of the model's: adam, sgd, ..."},
       {"--learning-rate", "R", "the learning rate, instead of the optimizer's"},
       {"--loss", "L[,L2,...]", "the loss, one for each output, instead of the model's"},
       {"--metrics", "M[,M2,...]", "the metrics, instead of the model's"},
       {"--callback", "NAME[:key=value,...]",
        "a callback of keras.callbacks; may be given several times"},
       {"--checkpoint", "DIR", "keep the state after each epoch in DIR and resume from it"}});
}

}  // namespace

Command fit_command() {
  return {"fit",
          "Trains a model on the samples in a file.",
          {model_argument,
           {"DATA", "",
            "a .npz file with inputs (x, or x0, x1, ..., or named as the inputs),\n"
            "targets (y, or y0, y1, ..., or named as the outputs) and perhaps\n"
            "sample_weight"}},
          fit_options(),
          "  keras fit mnist.keras train.npz --epochs 5 --save trained.keras\n"
          "  keras fit new.json train.npz --loss mse --optimizer adam --learning-rate 0.001 \\\n"
          "      --validation-split 0.1 --history history.json --save trained.keras\n"
          "  keras fit mnist.keras train.npz --epochs 100 --save trained.keras \\\n"
          "      --callback EarlyStopping:monitor=loss,patience=3\n",
          fit};
}

}  // namespace keras::cli
