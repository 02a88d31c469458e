#include "keras/saving/weight_shards.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "keras/core/json.hpp"
#include "keras/io/file.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/saving/saving.hpp"

using namespace keras;

namespace {

/// An empty folder that is gone with this object.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() /
              ("keras_weight_shards_" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directory(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

Sequential network() { return Sequential({Input({4}), layers::Dense(8), layers::Dense(2)}); }

constexpr double gibibyte = 1024.0 * 1024 * 1024;

}  // namespace

TEST_CASE("weights in several files are those of one") {
  const Folder folder;
  const auto path = folder / "some.weights.json";
  const auto model = network();
  saving::save_weights(model, path, {.max_shard_size = 136 / gibibyte});
  CHECK(std::filesystem::exists(folder / "some_00000.weights.h5"));
  CHECK(std::filesystem::exists(folder / "some_00001.weights.h5"));
  CHECK(!std::filesystem::exists(folder / "some_00002.weights.h5"));
  const auto other = network();
  other.load_weights(path);
  const auto wanted = model.get_weights(), got = other.get_weights();
  for (std::size_t i = 0; i < wanted.size(); ++i)
    CHECK(got[i].to_vector<float>() == wanted[i].to_vector<float>());
  const auto list = parse_json(io::text_of(io::read_file(path).bytes()));
  CHECK(list.as_object().at("metadata").as_object().at("total_size") == Value(232.0));
  CHECK(to_json(list.as_object().at("weight_map").as_object().at("/layers/dense/vars")) ==
        R"(["some_00000.weights.h5", "some_00001.weights.h5"])");
}

TEST_CASE("a list of weights leads to no other files") {
  const auto list = [](const char* file) {
    return to_json(Object{{"weight_map", Object{{"/layers/dense/vars", file}}}});
  };
  for (const char* file : {"../some_00000.weights.h5", "/etc/passwd", "other_00000.weights.h5",
                           "some_.weights.h5", "some_0000x.weights.h5"})
    CHECK_THROWS_AS(saving::read_shards("some.weights.json", list(file)), ValueError);
  CHECK_THROWS_WITH_AS(saving::read_shards("list.json", list("a")),
                       "the list of sharded weights must be named NAME.weights.json; received "
                       "'list.json'",
                       ValueError);
}

TEST_CASE("the size of a shard must hold every array") {
  const Folder folder;
  const auto path = folder / "some.weights.json";
  CHECK_THROWS_WITH_AS(saving::save_weights(network(), path, {.max_shard_size = 100 / gibibyte}),
                       "save_weights: max_shard_size must hold the array 'layers/dense/vars/0' of "
                       "128 bytes; received 100 bytes",
                       ValueError);
  CHECK_THROWS_AS(saving::save_weights(network(), path, {.max_shard_size = 0.0}), ValueError);
  CHECK_THROWS_AS(saving::save_weights(network(), folder / "a.weights.h5", {.max_shard_size = 1.0}),
                  ValueError);
}
