// The order of hooks is that of real Keras 3.15.1, seen by a callback that notes all of them.
#include "keras/models/callback_list.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "keras/layers/core/dense.hpp"
#include "keras/ops/numpy.hpp"

using namespace keras;

namespace {

struct Notes {
  std::vector<std::string> seen = {};
  void on_train_begin(Model&, const Logs&) { seen.push_back("train_begin"); }
  void on_train_end(Model&, const Logs&) { seen.push_back("train_end"); }
  void on_epoch_begin(Model&, int, const Logs&) { seen.push_back("epoch_begin"); }
  void on_epoch_end(Model&, int, const Logs&) { seen.push_back("epoch_end"); }
  void on_train_batch_begin(Model&, int, const Logs&) { seen.push_back("train_batch_begin"); }
  void on_train_batch_end(Model&, int, const Logs&) { seen.push_back("train_batch_end"); }
  void on_test_begin(Model&, const Logs&) { seen.push_back("test_begin"); }
  void on_test_end(Model&, const Logs&) { seen.push_back("test_end"); }
  void on_test_batch_begin(Model&, int, const Logs&) { seen.push_back("test_batch_begin"); }
  void on_test_batch_end(Model&, int, const Logs&) { seen.push_back("test_batch_end"); }
  void on_predict_begin(Model&, const Logs&) { seen.push_back("predict_begin"); }
  void on_predict_end(Model&, const Logs&) { seen.push_back("predict_end"); }
  void on_predict_batch_begin(Model&, int, const Logs&) { seen.push_back("predict_batch_begin"); }
  void on_predict_batch_end(Model&, int, const Logs&) { seen.push_back("predict_batch_end"); }
};

using Names = std::vector<std::string>;

struct Fitted {
  Sequential model{{Input({2}), layers::Dense(1)}};
  Tensor x = ops::zeros({3, 2}), y = ops::zeros({3, 1});
  Fitted() { model.compile({.optimizer = "sgd", .loss = "mse"}); }
};

}  // namespace

TEST_CASE("fit tells callbacks of batches and of the validation") {
  const Fitted fitted;
  Notes notes;
  fitted.model.fit(fitted.x, fitted.y,
                   {.batch_size = 2,
                    .verbose = 0,
                    .callbacks = {std::ref(notes)},
                    .validation_data = {fitted.x, fitted.y}});
  CHECK(notes.seen == Names{"train_begin", "epoch_begin", "train_batch_begin", "train_batch_end",
                            "train_batch_begin", "train_batch_end", "test_begin",
                            "test_batch_begin", "test_batch_end", "test_batch_begin",
                            "test_batch_end", "test_end", "epoch_end", "train_end"});
}

TEST_CASE("evaluate and predict tell callbacks") {
  const Fitted fitted;
  Notes notes;
  fitted.model.evaluate(fitted.x, fitted.y, {.verbose = 0, .callbacks = {std::ref(notes)}});
  CHECK(notes.seen == Names{"test_begin", "test_batch_begin", "test_batch_end", "test_end"});
  notes.seen.clear();
  fitted.model.predict(fitted.x, {.batch_size = 2, .verbose = 0, .callbacks = {std::ref(notes)}});
  CHECK(notes.seen == Names{"predict_begin", "predict_batch_begin", "predict_batch_end",
                            "predict_batch_begin", "predict_batch_end", "predict_end"});
}

TEST_CASE("a callback list keeps the history of an own loop") {
  callbacks::CallbackList all({}, {.add_history = true});
  Logs logs;
  logs.set("loss", 2.0);
  all.on_epoch_end(0, logs);
  logs.set("loss", 1.0);
  all.on_epoch_end(1, logs);
  CHECK(all.history()["loss"] == std::vector<double>{2, 1});
  CHECK(all.history().epoch == std::vector<int>{0, 1});
  CHECK_FALSE(all.reads_batch_logs());
}
