#include "keras/models/progbar.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/core/shape.hpp"

namespace keras::utils {
namespace {

/// What the bar writes.
struct Paper {
  std::FILE* file = std::tmpfile();
  Paper() = default;
  Paper(const Paper&) = delete;
  ~Paper() { std::fclose(file); }
  std::string text() const {
    std::rewind(file);
    std::string all(4096, '\0');
    all.resize(std::fread(all.data(), 1, all.size(), file));
    return all;
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("Progbar shows averages and, at the end, the last numbers") {
  const Paper paper;
  Progbar bar(4, {.width = 4, .interval = 0, .stateful_metrics = {"rate"}}, paper.file);
  bar.update(1, {{"loss", 4.0}, {"rate", 0.5}});
  bar.add(2, {{"loss", 1.0}, {"rate", 0.25}});
  CHECK(has(paper.text(), "3/4 ━━━─"));
  CHECK(has(paper.text(), "- loss: 2.0000 - rate: 0.2500"));
  bar.add(1, {{"loss", 9.0}});
  CHECK(has(paper.text(), "4/4 ━━━━"));
  CHECK(has(paper.text(), "- loss: 9.0000 - rate: 0.2500\n"));
}

TEST_CASE("Progbar without a target ends when it is told") {
  const Paper paper;
  Progbar bar(None, {.verbose = 2, .stateless_metrics = {{"loss"}}, .unit_name = "sample"},
              paper.file);
  bar.update(5, {{"loss", 1.0}});
  CHECK(paper.text().empty());
  bar.update(7, {{"loss", 3.0}}, true);
  CHECK(has(paper.text(), "7/7 - "));
  CHECK(has(paper.text(), "/sample - loss: 3.0000\n"));
}

TEST_CASE("Progbar says what is wrong with its arguments") {
  CHECK_THROWS_WITH_AS(
      Progbar(1, {.stateful_metrics = {"a"}, .stateless_metrics = {"b"}}),
      "utils.Progbar: only one of stateful_metrics and stateless_metrics can be given; received "
      "both",
      ValueError);
  CHECK_THROWS_WITH_AS(Progbar(1, {.verbose = 3}),
                       "utils.Progbar: verbose must be 0, 1 or 2; received verbose=3", ValueError);
  CHECK_THROWS_WITH_AS(Progbar(1, {.width = 0}),
                       "utils.Progbar: width must be positive; received width=0", ValueError);
  CHECK_THROWS_WITH_AS(Progbar(1, {.interval = -1}),
                       "utils.Progbar: interval must not be negative; received interval=-1.0",
                       ValueError);
}

}  // namespace keras::utils
