#include "keras/cli/arguments.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace keras::cli {
namespace {

const Command command = {
    "cook",
    "Cooks a meal.",
    {{"MEAL", "", "what to cook"}, {"POT", "", "where"}},
    {{"--salt", "N", "grains"}, {"--heat", "H", "from 0 to 1"}, {"--stir", "", "all the time"}},
    "  keras cook soup pot\n",
    nullptr};

Arguments parsed(const std::vector<std::string>& words) { return {command, words}; }

std::string usage_error(const std::vector<std::string>& words, void (*read)(const Arguments&)) {
  try {
    read(parsed(words));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

std::string usage_error(const std::vector<std::string>& words) {
  return usage_error(words, [](const Arguments&) {});
}

}  // namespace

TEST_CASE("the last argument of a command may be given many times") {
  const Command feed = {"feed", "", {{"WHO", "", ""}, {"DISH...", "", ""}}, {}, "", nullptr};
  const std::vector<std::string> words = {"cat", "fish", "milk"};
  CHECK(Arguments(feed, words).positionals() == words);
  CHECK(Arguments(feed, {"cat", "fish"}).positional(1) == "fish");
  CHECK_THROWS_WITH_AS(Arguments(feed, {"cat"}), "DISH...: this argument of 'feed' is missing",
                       UsageError);
  CHECK(usage(feed) == "keras feed WHO DISH...");
}

TEST_CASE("options stand before, between and after the arguments") {
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"--salt", "3", "soup", "--stir", "pot"},
           {"soup", "pot", "--stir", "--salt=3"},
           {"--stir", "--salt", "2", "soup", "pot", "--salt", "3"}}) {
    const auto arguments = parsed(words);
    CHECK(arguments.positional(0) == "soup");
    CHECK(arguments.positional(1) == "pot");
    CHECK(arguments.integer("--salt", 0) == 3);
    CHECK(arguments.given("--stir"));
    CHECK_FALSE(arguments.given("--heat"));
  }
}

TEST_CASE("after -- everything is an argument") {
  CHECK(parsed({"--", "--stir", "-x"}).positional(1) == "-x");
  CHECK(parsed({"-", "pot"}).positional(0) == "-");
}

TEST_CASE("values may be empty, and hold equals signs") {
  CHECK(parsed({"soup", "pot", "--salt="}).value("--salt") == "");
  CHECK(parsed({"soup", "pot", "--salt", "a=b"}).value("--salt") == "a=b");
  CHECK(parsed({"soup", "pot", "--salt=a=b"}).value("--salt") == "a=b");
  CHECK(parsed({"soup", "pot", "--heat", "-0.5"}).number("--heat") == -0.5);
}

TEST_CASE("a wrong line is named, with what was meant") {
  CHECK(usage_error({"soup", "pot", "--slat", "3"}) ==
        "--slat: unknown option; did you mean '--salt'?");
  CHECK(usage_error({"soup", "pot", "-q7"}).starts_with("-q7: unknown option"));
  CHECK(usage_error({"soup", "pot", "--salt"}) == "--salt: needs a value, N");
  CHECK(usage_error({"soup", "pot", "--stir=1"}) == "--stir: takes no value; received '--stir=1'");
  CHECK(usage_error({"soup"}) == "POT: this argument of 'cook' is missing");
  CHECK(usage_error({"soup", "pot", "lid"}) == "'lid': one argument too many for 'cook'");
}

TEST_CASE("numbers are read whole, and within their range") {
  for (const char* word :
       {"", "0", "-1", "1.5", "0x10", "1e3", "4 ", " 4", "+4", "four", "9223372036854775808"}) {
    CAPTURE(word);
    CHECK(usage_error({"soup", "pot", "--salt", word}, [](const Arguments& a) {
            a.count("--salt");
          }).starts_with("--salt: must be an integer"));
  }
  CHECK(parsed({"soup", "pot", "--salt", "4611686018427387904"}).count("--salt") ==
        std::numeric_limits<int>::max());
  CHECK(usage_error({"soup", "pot", "--heat", "0,5"}, [](const Arguments& a) {
          a.number("--heat");
        }) == "--heat: must be a number; received '0,5'");
}

TEST_CASE("help tells everything") {
  CHECK(parsed({"--help"}).wants_help());
  CHECK(help(command) ==
        "Cooks a meal.\n\nusage: keras cook MEAL POT [options]\n\narguments:\n"
        "  MEAL                    what to cook\n"
        "  POT                     where\n\noptions:\n"
        "  --salt N                grains\n"
        "  --heat H                from 0 to 1\n"
        "  --stir                  all the time\n"
        "  --help                  show this text\n\nexamples:\n  keras cook soup pot\n");
}

TEST_CASE("lists are split at commas") {
  CHECK(split("a,b") == std::vector<std::string>{"a", "b"});
  CHECK(split("") == std::vector<std::string>{""});
}

}  // namespace keras::cli
