#include "keras/cli/model_source.hpp"

#include <cmath>

#include "keras/cli/output.hpp"
#include "keras/io/file.hpp"
#include "keras/models/trainer.hpp"
#include "keras/runtime/pool.hpp"

namespace keras::cli {
namespace {

constexpr std::int64_t most_threads = 1024;

void say_warnings() {
  for (const auto& warning : saving::take_warnings()) say("warning", warning);
}

Value names_of(const std::string& list) {
  const auto names = split(list);
  if (names.size() == 1) return names[0];
  return List(names.begin(), names.end());
}

double learning_rate(const Arguments& arguments) {
  const auto rate = arguments.number("--learning-rate").value();
  if (!std::isfinite(rate) || rate < 0)
    throw UsageError(
        text("--learning-rate: must be a finite number that is not negative; received ",
             quoted(arguments.value("--learning-rate").value())));
  return rate;
}

}  // namespace

const Option model_argument = {
    "MODEL", "", "a .keras file or folder, a legacy .h5 file, or a .json configuration"};

std::vector<Option> with_model_options(std::vector<Option> options) {
  options.push_back({"--weights", "FILE", "weights to load over those of the model"});
  options.push_back({"--threads", "N",
                     "threads to compute on (default: KERAS_NUM_THREADS,\n"
                     "else the processors of this machine)"});
  return options;
}

Model open_model(const Arguments& arguments, models::LoadOptions options) {
  return open_model(arguments, arguments.positional(0), options);
}

Model open_model(const Arguments& arguments, const std::string& path, models::LoadOptions options) {
  if (const auto threads = arguments.integer("--threads", 1, most_threads))
    runtime::set_num_threads(static_cast<int>(*threads));
  if (path.empty()) fail("MODEL: the file name is empty; received ''");
  auto model = models::load_model(path, options);
  if (const auto weights = arguments.value("--weights")) model.load_weights(*weights);
  say_warnings();
  return model;
}

void compile_model(const Model& model, const Arguments& arguments) {
  const bool compiled = model.compiled();
  auto options = compiled ? model.implementation().trainer->options() : CompileOptions();
  bool changed = false;
  const auto take = [&](const char* option, auto& target) {
    const auto given = arguments.value(option);
    if (!given) return;
    io::naming(option, [&] { from_value(names_of(*given), target); });
    changed = true;
  };
  take("--optimizer", options.optimizer);
  take("--loss", options.loss);
  take("--metrics", options.metrics);
  if (!compiled && !options.loss.given())
    fail(io::printable(arguments.positional(0)),
         ": the model is not compiled; say how to train it with --loss (and --optimizer)");
  if (changed) model.compile(std::move(options));
  if (!arguments.given("--learning-rate")) return;
  io::naming("--learning-rate", [&] { model.optimizer().learning_rate(learning_rate(arguments)); });
}

}  // namespace keras::cli
