#include "keras/cli/arguments.hpp"

#include <algorithm>
#include <charconv>

#include "keras/core/error.hpp"

namespace keras::cli {
namespace {

const Option help_option = {"--help", "", "show this text"};

const Option& find_option(const Command& command, const std::string& name) {
  const auto at = std::find_if(command.options.begin(), command.options.end(),
                               [&](const Option& option) { return option.name == name; });
  if (at != command.options.end()) return *at;
  std::vector<std::string> known;
  for (const auto& option : command.options) known.push_back(option.name);
  throw UsageError(text(name, ": unknown option", suggestion(name, known)));
}

template <class Number>
std::optional<Number> parsed(const std::string& word) {
  Number number = {};
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool too_large = error == std::errc::result_out_of_range;
  if (end != word.data() + word.size() || word.empty() || (error != std::errc() && !too_large))
    return {};
  if (too_large) return {};
  return number;
}

/// Whether the last of the positional arguments may be given many times.
bool takes_more(const Command& command) {
  return !command.positionals.empty() && command.positionals.back().name.ends_with("...");
}

bool is_help(const std::string& word) { return word == "--help" || word == "-h"; }

}  // namespace

Arguments::Arguments(const Command& command, const std::vector<std::string>& words) {
  wants_help_ = std::any_of(words.begin(), words.end(), is_help);
  if (wants_help_) return;
  bool only_positionals = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto& word = words[at];
    if (!only_positionals && word == "--") {
      only_positionals = true;
    } else if (!only_positionals && word.size() > 1 && word[0] == '-') {
      take_option(command, words, at);
    } else if (positionals_.size() == command.positionals.size() && !takes_more(command)) {
      throw UsageError(text(quoted(word), ": one argument too many for ", quoted(command.name)));
    } else {
      positionals_.push_back(word);
    }
  }
  if (positionals_.size() < command.positionals.size())
    throw UsageError(text(command.positionals[positionals_.size()].name, ": this argument of ",
                          quoted(command.name), " is missing"));
}

void Arguments::take_option(const Command& command, const std::vector<std::string>& words,
                            std::size_t& at) {
  const auto& word = words[at];
  const auto equals = word.find('=');
  const auto& option = find_option(command, word.substr(0, equals));
  if (option.value.empty()) {
    if (equals != word.npos)
      throw UsageError(text(option.name, ": takes no value; received ", quoted(word)));
    options_.emplace_back(option.name, "");
  } else if (equals != word.npos) {
    options_.emplace_back(option.name, word.substr(equals + 1));
  } else if (at + 1 == words.size()) {
    throw UsageError(text(option.name, ": needs a value, ", option.value));
  } else {
    options_.emplace_back(option.name, words[++at]);
  }
}

std::vector<std::string> Arguments::values(const std::string& option) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : options_)
    if (name == option) values.push_back(value);
  return values;
}

std::optional<std::string> Arguments::value(const std::string& option) const {
  const auto all = values(option);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

std::optional<std::int64_t> Arguments::integer(const std::string& option, std::int64_t least,
                                               std::int64_t most) const {
  const auto word = value(option);
  if (!word) return {};
  const auto number = parsed<std::int64_t>(*word);
  if (number && *number >= least && *number <= most) return number;
  const auto range = most == std::numeric_limits<std::int64_t>::max()
                         ? text("of at least ", least)
                         : text("from ", least, " to ", most);
  throw UsageError(text(option, ": must be an integer ", range, "; received ", quoted(*word)));
}

std::optional<int> Arguments::count(const std::string& option) const {
  const auto number = integer(option, 1);
  if (!number) return {};
  return static_cast<int>(std::min<std::int64_t>(*number, std::numeric_limits<int>::max()));
}

std::optional<double> Arguments::number(const std::string& option) const {
  const auto word = value(option);
  if (!word) return {};
  if (const auto number = parsed<double>(*word)) return number;
  throw UsageError(text(option, ": must be a number; received ", quoted(*word)));
}

std::vector<std::string> split(const std::string& list, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : list) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string usage(const Command& command) {
  auto line = "keras " + command.name;
  for (const auto& positional : command.positionals) line += " " + positional.name;
  return line + (command.options.empty() ? "" : " [options]");
}

namespace {

/// Names on the left, what they mean on the right, in two columns.
void add_table(std::string& out, const char* title, std::vector<Option> rows) {
  constexpr std::size_t column = 26;
  out += text("\n", title, ":\n");
  for (auto& row : rows) {
    auto left = "  " + row.name + (row.value.empty() ? "" : " " + row.value);
    left += left.size() < column ? std::string(column - left.size(), ' ')
                                 : "\n" + std::string(column, ' ');
    for (std::size_t at = 0; (at = row.help.find('\n', at)) != std::string::npos; at += column + 1)
      row.help.insert(at + 1, column, ' ');
    out += left + row.help + "\n";
  }
}

}  // namespace

std::string help(const Command& command) {
  auto out = text(command.summary, "\n\nusage: ", usage(command), "\n");
  if (!command.positionals.empty()) add_table(out, "arguments", command.positionals);
  auto options = command.options;
  options.push_back(help_option);
  add_table(out, "options", std::move(options));
  if (!command.examples.empty()) out += "\nexamples:\n" + command.examples;
  return out;
}

}  // namespace keras::cli
