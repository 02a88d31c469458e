#include "keras/cli/list.hpp"

#include <algorithm>

#include "keras/callbacks.hpp"  // links every built-in callback
#include "keras/cli/listed.hpp"
#include "keras/cli/output.hpp"
#include "keras/core/json.hpp"
#include "keras/core/registry.hpp"
#include "keras/distillation.hpp"  // and all that distillation has
#include "keras/ops/operation.hpp"

namespace keras::cli {
namespace {

std::vector<Listed> all_objects() {
  std::vector<Listed> all;
  for (const auto& object : public_objects()) all.push_back({object.name, object.arguments()});
  for (const auto& operation : ops::operations())
    if (ops::is_public(operation))
      all.push_back({text("keras.ops.", operation.name), operation.arguments});
  for (auto names : {training_names(), object_names(), data_names()})
    for (auto& row : names) all.push_back(std::move(row));
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return all;
}

std::string as_json(const std::vector<Listed>& objects) {
  std::string out = "[";
  for (const auto& object : objects) {
    List arguments;
    for (const auto& argument : object.arguments)
      arguments.push_back(Object{{"name", argument.name}, {"default", argument.default_value}});
    append(out, text(out.size() > 1 ? ",\n " : "",
                     to_json(Object{{"name", object.name}, {"arguments", std::move(arguments)}})));
  }
  return out + "]\n";
}

std::string as_lines(const std::vector<Listed>& objects) {
  std::string out;
  for (const auto& object : objects) out += object.name + "\n";
  return out;
}

void list(const Arguments& arguments) {
  const auto objects = all_objects();
  print(arguments.given("--json") ? as_json(objects) : as_lines(objects));
}

}  // namespace

Command list_command() {
  return {"list",
          "Shows the names of everything that there is.",
          {},
          {{"--json", "", "with the arguments and their defaults, as JSON"}},
          "  keras list | grep optimizers\n",
          list};
}

}  // namespace keras::cli
