// The words after `keras COMMAND`, sorted into positional arguments and options.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace keras::cli {

/// The command line itself is wrong: exit status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An option of a command; a switch when `value`, the word for its value in the help, is empty.
struct Option {
  std::string name;  ///< "--batch-size"
  std::string value;
  std::string help;
};

class Arguments;

/// One of the commands: what it takes and what it does.
struct Command {
  std::string name;
  std::string summary;
  /// "MODEL" with its help, in their order; all are required. The last may be "MODEL...", any
  /// number.
  std::vector<Option> positionals;
  std::vector<Option> options;
  std::string examples;
  void (*run)(const Arguments&);
};

/// What the user gave to a command.
class Arguments {
 public:
  Arguments(const Command& command, const std::vector<std::string>& words);

  /// Whether `--help` is among the words; nothing else is checked then.
  bool wants_help() const { return wants_help_; }
  const std::string& positional(std::size_t index) const { return positionals_.at(index); }
  const std::vector<std::string>& positionals() const { return positionals_; }
  bool given(const std::string& option) const { return value(option).has_value(); }
  /// The last value given.
  std::optional<std::string> value(const std::string& option) const;
  std::vector<std::string> values(const std::string& option) const;

  // Each is a usage error that names the option when its value is no such number.
  std::optional<std::int64_t> integer(
      const std::string& option, std::int64_t least,
      std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  /// A positive `int`: a larger number means the largest.
  std::optional<int> count(const std::string& option) const;
  std::optional<double> number(const std::string& option) const;

 private:
  void take_option(const Command& command, const std::vector<std::string>& words, std::size_t& at);

  bool wants_help_ = false;
  std::vector<std::string> positionals_;
  std::vector<std::pair<std::string, std::string>> options_;
};

/// The parts of `list` between commas.
std::vector<std::string> split(const std::string& list, char separator = ',');

/// "keras predict MODEL DATA [options]"
std::string usage(const Command& command);
/// What `keras COMMAND --help` prints.
std::string help(const Command& command);

}  // namespace keras::cli
