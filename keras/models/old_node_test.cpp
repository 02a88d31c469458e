#include "keras/models/old_node.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"

using namespace keras;

namespace {

std::string modern(const char* json) { return to_json(modern_node(parse_json(json))); }

}  // namespace

TEST_CASE("calls of Keras 2 become calls of today") {
  const std::string in =
      R"({"class_name": "__keras_tensor__", "config": {"keras_history": ["in", 0, 0]}})";
  CHECK(modern(R"([["in", 0, 0, {}]])") == R"({"args": [)" + in + R"(], "kwargs": {}})");
  CHECK(modern(R"([["in", 0, 0, {}], ["in", 0, 0, {}]])") ==
        R"({"args": [[)" + in + ", " + in + R"(]], "kwargs": {}})");
  CHECK(modern(R"([["in", 0, 0, {"value": ["in", 0, 0], "training": true}]])") ==
        R"({"args": [)" + in + R"(], "kwargs": {"value": )" + in + R"(, "training": true}})");
  CHECK(modern(R"({"args": [], "kwargs": {}})") == R"({"args": [], "kwargs": {}})");
  CHECK_THROWS_WITH_AS(modern(R"([["in", 0]])"),
                       R"(a place of a tensor must be [layer, call, output]; received ["in", 0])",
                       ValueError);
}
