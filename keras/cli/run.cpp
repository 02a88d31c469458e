#include "keras/cli/run.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <new>

#include "keras/cli/check.hpp"
#include "keras/cli/convert.hpp"
#include "keras/cli/diff.hpp"
#include "keras/cli/evaluate.hpp"
#include "keras/cli/exit_status.hpp"
#include "keras/cli/fit.hpp"
#include "keras/cli/list.hpp"
#include "keras/cli/output.hpp"
#include "keras/cli/predict.hpp"
#include "keras/cli/serve.hpp"
#include "keras/cli/summary.hpp"
#include "keras/core/error.hpp"

namespace keras::cli {
namespace {

enum Status : int { done = 0, failed = 1, wrong_usage = 2 };

std::vector<Command> all_commands() {
  return {predict_command(), evaluate_command(), fit_command(),
          summary_command(), convert_command(),  diff_command(),
          check_command(),   serve_command(),    list_command()};
}

std::string overall_help(const std::vector<Command>& commands) {
  std::string out =
      "Keras in C++: runs, evaluates, trains, converts and serves models.\n\n"
      "usage: keras COMMAND [arguments] [options]\n\ncommands:\n";
  for (const auto& command : commands)
    out +=
        "  " + command.name + std::string(10 - command.name.size(), ' ') + command.summary + "\n";
  return out +
         "\n"
         "  keras COMMAND --help    explains a command\n"
         "  keras --version         shows the version\n\n"
         "examples:\n"
         "  keras summary mnist.keras\n"
         "  keras predict mnist.keras images.npy --output digits.npy\n"
         "  keras fit mnist.keras train.npz --epochs 5 --save trained.keras\n";
}

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
  std::vector<std::string> names;
  for (const auto& command : commands) {
    if (command.name == name) return command;
    names.push_back(command.name);
  }
  throw UsageError(text(quoted(name), ": unknown command", suggestion(name, names)));
}

void run_command(const Command& command, const std::vector<std::string>& words) {
  const Arguments arguments(command, words);
  if (arguments.wants_help()) return print(help(command));
  command.run(arguments);
}

void dispatch(const std::vector<std::string>& words) {
  const auto commands = all_commands();
  if (words.empty()) throw UsageError("the command is missing");
  const auto& first = words[0];
  if (first == "--help" || first == "-h" || first == "help") return print(overall_help(commands));
  if (first == "--version") return print("keras " KERAS_VERSION "\n");
  const auto& command = find_command(commands, first);
  try {
    run_command(command, {words.begin() + 1, words.end()});
  } catch (const UsageError& error) {
    say("error", error.what());
    say("usage", text(usage(command), "   (keras ", command.name, " --help explains them)"));
    throw ExitStatus{wrong_usage, ""};
  }
}

int guarded(const std::vector<std::string>& words) {
  try {
    dispatch(words);
    finish_printing();
    return done;
  } catch (const UsageError& error) {
    say("error", error.what());
    say("usage", "keras COMMAND [arguments] [options]   (keras --help lists the commands)");
    return wrong_usage;
  } catch (const ExitStatus& exit) {
    if (!exit.sentence.empty()) say("error", exit.sentence);
    return exit.status;
  } catch (const std::bad_alloc&) {
    say("error", text(words[0], ": there is not enough memory"));
  } catch (const std::exception& error) {
    say("error", error.what());
  } catch (...) {
    say("error", text(words[0], ": failed for an unknown reason"));
  }
  return failed;
}

/// Without standard streams, the next file to be opened would become one of them.
void open_missing_streams() {
  for (int stream = 0; stream <= 2; ++stream)
    if (::fcntl(stream, F_GETFD) < 0 && ::open("/dev/null", O_RDWR) < 0) return;
}

}  // namespace

int run(const std::vector<std::string>& words) {
  open_missing_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a write past the limit fails instead, and is reported
  std::signal(SIGPIPE, SIG_IGN);
  return guarded(words);
}

}  // namespace keras::cli
