#include "keras/callbacks/tensor_board.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "keras/io/tf_record.hpp"
#include "keras/layers/core/dense.hpp"
#include "keras/models/model.hpp"
#include "keras/ops/core.hpp"

namespace keras::callbacks {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  fs::path path = fs::temp_directory_path() / ("keras_board_" + std::to_string(getpid()));
  Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path); }

  /// The contents of the only file of the folder `part`.
  std::string events(const char* part) const {
    std::string all;
    for (const auto& entry : fs::directory_iterator(path / part)) {
      CHECK(entry.path().filename().string().starts_with("events.out.tfevents."));
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
};

int count(const std::string& text, const std::string& part) {
  int times = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++times;
  return times;
}

void train(const TensorBoard& board, bool validates) {
  const Tensor x(std::vector<float>{1, 2, 3, 4}, {4, 1});
  const Sequential model({Input({1}), layers::Dense(1)});
  model.compile({.optimizer = "sgd", .loss = "mse"});
  FitOptions options = {.batch_size = 2, .epochs = 3, .verbose = 0, .callbacks = {board}};
  if (validates) options.validation_data = {x, x};
  model.fit(x, x, options);
}

}  // namespace

TEST_CASE("TensorBoard writes the numbers of epochs") {
  const Scratch scratch;
  train(TensorBoard(scratch.path.string()), true);
  const auto training = scratch.events("train"), validation = scratch.events("validation");
  CHECK(count(training, "brain.Event:2") == 1);
  CHECK(count(training, "epoch_loss") == 3);
  CHECK(count(training, "epoch_learning_rate") == 3);
  CHECK(count(training, "graph_keras_model") == 1);
  CHECK(count(training, "batch_loss") == 0);
  CHECK(count(validation, "epoch_loss") == 3);
  CHECK(count(validation, "evaluation_loss_vs_iterations") == 3);
  // Each record: its length, a checksum, the event, a checksum.
  const auto bytes = io::bytes_of(training);
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto length = io::little_endian(bytes.subspan(at, 8));
    const auto event = bytes.subspan(at + 12, length);
    const auto again = io::tf_record(event);
    CHECK(io::text_of(bytes.subspan(at, again.size())) == io::text_of(again));
    at += again.size();
  }
  CHECK(at == bytes.size());
}

TEST_CASE("TensorBoard writes the numbers of batches") {
  const Scratch scratch;
  train(TensorBoard(scratch.path.string(),
                    {.write_graph = false, .write_steps_per_second = true, .update_freq = 2}),
        false);
  const auto training = scratch.events("train");
  CHECK(count(training, "batch_loss") == 3);  // 6 batches
  CHECK(count(training, "batch_steps_per_second") == 3);
  CHECK(count(training, "epoch_steps_per_second") == 3);
  CHECK(count(training, "graph_keras_model") == 0);
  CHECK_FALSE(fs::exists(scratch.path / "validation"));
}

TEST_CASE("TensorBoard refuses what it does not write") {
  const auto refused = [](TensorBoardOptions options, const char* why) {
    CHECK_THROWS_WITH_AS(TensorBoard{options}, why, ValueError);
  };
  refused({.log_dir = ""}, "callbacks.TensorBoard: log_dir must be a folder; received log_dir=''");
  refused({.histogram_freq = 1},
          "callbacks.TensorBoard: histogram_freq must be 0: histograms are not written; received "
          "histogram_freq=1");
  refused({.write_images = true},
          "callbacks.TensorBoard: write_images must be false: images are not written; received "
          "write_images=true");
  refused({.update_freq = 0},
          "callbacks.TensorBoard: update_freq must be 'epoch', 'batch' or a positive number of "
          "batches; received update_freq=0");
  refused({.profile_batch = 2},
          "callbacks.TensorBoard: profile_batch must be 0: nothing is profiled; received "
          "profile_batch=2");
  refused({.embeddings_freq = 1},
          "callbacks.TensorBoard: embeddings_freq must be 0: embeddings are not written; received "
          "embeddings_freq=1");
  refused({.embeddings_metadata = "a"},
          "callbacks.TensorBoard: embeddings_metadata must not be given: embeddings are not "
          "written; received embeddings_metadata='a'");
}

}  // namespace keras::callbacks
