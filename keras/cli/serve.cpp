#include "keras/cli/serve.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "keras/cli/interruption.hpp"
#include "keras/cli/model_source.hpp"
#include "keras/cli/output.hpp"
#include "keras/core/error.hpp"
#include "keras/serving/server.hpp"
#include "keras/serving/service.hpp"

namespace keras::cli {
namespace {

constexpr std::int64_t mebibyte = 1 << 20, most_mebibytes = 1 << 20;

/// A model's name and its file.
using Source = std::pair<std::string, std::string>;

/// "folder/digits.keras" is called digits, and what no URL can hold is called model.
std::string name_of_file(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  path.erase(0, path.rfind('/') + 1);
  path.resize(std::min(path.find('.', 1), path.size()));
  return serving::is_model_name(path) ? path : "model";
}

/// Of "NAME=FILE" or "FILE".
Source source_of(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == word.npos || word.find('/') < equals) return {name_of_file(word), word};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

std::map<std::string, Model> open_models(const Arguments& arguments) {
  const auto& words = arguments.positionals();
  if (words.size() > 1 && arguments.given("--weights"))
    throw UsageError(text("--weights: goes with one model; received ", words.size()));
  std::map<std::string, Model> models;
  for (const auto& word : words) {
    const auto [name, path] = source_of(word);
    if (models.contains(name))
      throw UsageError(text(quoted(word), ": another model is called ", quoted(name),
                            " too; give it a name: NAME=MODEL"));
    models[name] = open_model(arguments, path, {.compile = false});
  }
  return models;
}

void serve(const Arguments& arguments) {
  serving::ServerOptions options;
  options.host = arguments.value("--host").value_or(options.host);
  options.port = static_cast<int>(arguments.integer("--port", 0, 65535).value_or(options.port));
  if (const auto limit = arguments.integer("--max-request", 1, most_mebibytes))
    options.max_request_bytes = static_cast<std::size_t>(*limit * mebibyte);
  options.models = open_models(arguments);
  const Interruption interruption;
  const serving::Server server(options);
  for (const auto& [name, model] : options.models)
    print(text(server.url(), "/v1/models/", name, ":predict\n"));
  finish_printing();
  interruption.wait();
}

}  // namespace

Command serve_command() {
  return {
      "serve",
      "Answers HTTP requests for predictions, in the REST form of TensorFlow Serving.",
      {{"MODEL...", "",
        std::string(model_argument.help) +
            ";\nNAME=FILE gives a name for the URL, else it is that of the file"}},
      with_model_options({{"--port", "P", "the port (default: 8501); 0 takes a free one"},
                          {"--host", "H",
                           "the address to listen on (default: 127.0.0.1);\n"
                           "0.0.0.0 lets other machines in"},
                          {"--max-request", "MIB", "the largest request (default: 32)"}}),
      "  keras serve digits.keras\n"
      "  keras serve digits=mnist.keras words=imdb.keras --port 8080\n"
      "  curl -d '{\"instances\": [[1, 2], [3, 4]]}' localhost:8501/v1/models/digits:predict\n"
      "  curl localhost:8501/v1/models/digits           (status; /metadata for the inputs)\n"
      "\n"
      "Prints the URL of each model, and ends after the running answers on Ctrl-C or SIGTERM.\n",
      serve};
}

}  // namespace keras::cli
