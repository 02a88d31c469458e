#include "keras/saving/old_calls.hpp"

#include <doctest/doctest.h>

#include "keras/core/json.hpp"

using namespace keras;

TEST_CASE("files of Keras 2 count the calls of models inside of models from 1") {
  auto config = parse_json(R"({"layers": [
      {"class_name": "InputLayer", "name": "x", "inbound_nodes": []},
      {"class_name": "Sequential", "name": "s", "inbound_nodes": [[["x", 0, 0, {}]]]},
      {"class_name": "Functional", "name": "f",
       "inbound_nodes": [[["s", 1, 0, {}]], [["x", 0, 0, {}]]]},
      {"class_name": "Add", "name": "a", "inbound_nodes": [[["f", 1, 0, {}], ["f", 2, 0, {}]]]},
      {"class_name": "Own", "name": "o", "inbound_nodes": [[["x", 0, 0, {"y": ["f", 1, 1]}]]]}],
      "output_layers": [["a", 0, 0], ["f", 2, 1], ["s", 1, 0]]})")
                    .as_object();
  saving::count_calls_from_zero(config);
  const auto nodes = [&](std::size_t layer) {
    return to_json(*config.at("layers").as_list()[layer].find("inbound_nodes"));
  };
  CHECK(nodes(2) == R"([[["s", 0, 0, {}]], [["x", 0, 0, {}]]])");
  CHECK(nodes(3) == R"([[["f", 0, 0, {}], ["f", 1, 0, {}]]])");
  CHECK(nodes(4) == R"([[["x", 0, 0, {"y": ["f", 0, 1]}]]])");
  CHECK(to_json(config.at("output_layers")) == R"([["a", 0, 0], ["f", 2, 1], ["s", 0, 0]])");
}
