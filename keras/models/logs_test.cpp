#include "keras/models/logs.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

using namespace keras;

namespace {

Logs logs_of(double loss, List f1) {
  Logs logs;
  logs.set("loss", loss), logs.set("f1", std::move(f1));
  return logs;
}

}  // namespace

TEST_CASE("logs hold numbers and lists") {
  const auto logs = logs_of(0.5, {0.25, 1.0});
  CHECK(logs["loss"] == 0.5);
  CHECK(logs.at("f1") == Value(List{0.25, 1.0}));
  CHECK_THROWS_WITH_AS(
      logs["f1"], "Logs: 'f1' must be one number; received 'f1'=[0.25, 1.0], which at() returns",
      ValueError);
  CHECK_THROWS_WITH_AS(logs["los"], "Logs: there is no 'los'; did you mean 'loss'?", ValueError);
}

TEST_CASE("a history has one result an epoch") {
  History history;
  history.append(logs_of(2, {0.0, 1.0}));
  history.append(logs_of(1, {0.5, 1.0}));
  CHECK(history["loss"] == std::vector<double>{2, 1});
  CHECK(history.at("f1") == List{List{0.0, 1.0}, List{0.5, 1.0}});
  CHECK_THROWS_AS(history["f1"], ValueError);
}
