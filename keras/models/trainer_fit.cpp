// Epochs of steps: `fit`, `evaluate` and their relatives for single batches.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "keras/graph/evaluate.hpp"
#include "keras/models/feeds.hpp"

namespace keras {
namespace {

struct Split {
  Arrays training, validation;
};

Split split_for_validation(const Arrays& data, double share) {
  if (!(share >= 0 && share < 1))
    fail("fit: validation_split must be in [0, 1); received validation_split=", share);
  const auto at =
      static_cast<std::int64_t>(std::floor(static_cast<double>(data.rows) * (1 - share)));
  if (at == 0 || at == data.rows)
    fail("fit: validation_split=", share, " of ", data.rows, " samples leaves ", at,
         " for training and ", data.rows - at, " for validation");
  return {data.part(0, at), data.part(at, data.rows - at)};
}

void expect_epochs(const FitOptions& options) {
  if (options.epochs < 1) fail("fit: epochs must be positive; received epochs=", options.epochs);
  if (options.steps_per_epoch && *options.steps_per_epoch < 1)
    fail("fit: steps_per_epoch must be positive; received steps_per_epoch=",
         *options.steps_per_epoch);
}

void expect_no_weights(const char* method, const Tensors& sample_weight) {
  if (sample_weight.defined())
    fail(method, ": sample_weight must not be given with a data set; put it into its batches");
}

/// How many of the batches are wanted, where that is known.
std::optional<std::int64_t> limited(std::optional<std::int64_t> batches, std::optional<int> limit) {
  if (!limit) return batches;
  return batches ? std::min<std::int64_t>(*batches, *limit) : *limit;
}

void warn_of_end(int steps, int limit) {
  std::fprintf(stderr, "warning: fit: the data ended after %d of steps_per_epoch=%d steps\n", steps,
               limit);
}

}  // namespace

void expect_batches_only(const char* method, std::optional<int> batch_size) {
  if (batch_size)
    fail(method,
         ": batch_size must not be given with a data set, which has batches already; "
         "received batch_size=",
         *batch_size);
}

int Trainer::run_epoch(const Model& model, Feed& feed, std::optional<int> limit,
                       callbacks::CallbackList& callbacks) {
  if (!limit || !feed.ready())
    feed.restart();  // epochs of so many steps go on where the last ended
  const auto& stop = model.implementation().stop;
  int step = 0;
  for (; (!limit || step < *limit) && !stop && feed.ready(); ++step) {
    callbacks.on_train_batch_begin(step);
    feed.run();
    callbacks.on_train_batch_end(step, callbacks.reads_batch_logs() ? results() : Logs());
  }
  return step;
}

Logs Trainer::evaluate_feed(Feed& feed, std::optional<int> steps,
                            callbacks::CallbackList& callbacks) {
  reset_metrics();
  feed.restart();
  callbacks.on_test_begin();
  for (int step = 0; (!steps || step < *steps) && feed.ready(); ++step) {
    callbacks.on_test_batch_begin(step);
    feed.run();
    callbacks.on_test_batch_end(step, callbacks.reads_batch_logs() ? results() : Logs());
  }
  const auto logs = results();
  callbacks.on_test_end(logs);
  return logs;
}

History Trainer::fit_feed(const Model& model, Feed& feed, Feed* validation,
                          const FitOptions& options) {
  find_outputs(model, feed.sample(), feed.batch_size(), true);
  auto& state = model.implementation();
  state.stop = false;
  state.first_epoch = options.initial_epoch;
  const int verbose = options.verbose.level();
  callbacks::CallbackList callbacks(
      options.callbacks,
      {.add_history = true,
       .add_progbar = verbose > 0,
       .model = model,
       .params = {verbose, options.epochs, limited(feed.batches(), options.steps_per_epoch)}});
  callbacks.on_train_begin();
  for (int epoch = state.first_epoch; epoch < options.epochs && !state.stop; ++epoch) {
    reset_metrics();
    callbacks.on_epoch_begin(epoch);
    feed.on_epoch_begin();
    const int steps = run_epoch(model, feed, options.steps_per_epoch, callbacks);
    const int wanted = options.steps_per_epoch.value_or(steps);
    if (steps < wanted && verbose > 0 && !model.implementation().stop) warn_of_end(steps, wanted);
    feed.on_epoch_end();
    auto logs = results();
    if (validation && (epoch + 1) % std::max(1, options.validation_freq) == 0)
      for (const auto& [name, value] :
           evaluate_feed(*validation, options.validation_steps, callbacks))
        logs.set("val_" + name, value);
    callbacks.on_epoch_end(epoch, std::move(logs));
  }
  if (options_.optimizer.defined() && !model.trainable_variables().empty())
    options_.optimizer.finalize_variable_values();
  callbacks.on_train_end();
  return callbacks.history();
}

std::unique_ptr<Trainer::Feed> Trainer::validation_feed(const Model& model, const Data& data,
                                                        const FitOptions& options) {
  if (data.dataset)
    return std::make_unique<DatasetFeed>(*this, model, *data.dataset, std::map<int, double>(),
                                         false);
  if (!data.x.defined()) return nullptr;
  const auto batch_size =
      options.validation_batch_size ? options.validation_batch_size : options.batch_size;
  return std::make_unique<ArrayFeed>(*this, model, Arrays(data.x, data.y, data.sample_weight),
                                     batch_size, false, false);
}

History Trainer::fit(const Model& model, const Tensors& x, const Tensors& y,
                     const FitOptions& options) {
  expect_epochs(options);
  Arrays data(x, y, options.sample_weight);
  auto validation = validation_feed(model, options.validation_data, options);
  if (!validation && options.validation_split != 0) {
    auto split = split_for_validation(data, options.validation_split);
    data = std::move(split.training);
    const auto& kept = split.validation;
    validation = validation_feed(model, {kept.x, kept.y, kept.weights}, options);
  }
  data.weights = weighted_by_class(data, options.class_weight);
  ArrayFeed feed(*this, model, std::move(data), options.batch_size, options.shuffle, true);
  return fit_feed(model, feed, validation.get(), options);
}

History Trainer::fit(const Model& model, const Dataset& data, const FitOptions& options) {
  expect_epochs(options);
  expect_batches_only("fit", options.batch_size);
  expect_no_weights("fit", options.sample_weight);
  if (options.validation_split != 0)
    fail(
        "fit: validation_split must not be given with a data set; split it by take and skip; "
        "received validation_split=",
        options.validation_split);
  const auto size = data.size();
  const bool reorder = options.shuffle && data.source().is_own() && size.value_or(0) > 0;
  DatasetFeed feed(*this, model, reorder ? data.shuffle(*size) : data, options.class_weight, true);
  const auto validation = validation_feed(model, options.validation_data, options);
  return fit_feed(model, feed, validation.get(), options);
}

Logs Trainer::show_evaluation(const Model& model, Feed& feed, const EvaluateOptions& options) {
  find_outputs(model, feed.sample(), feed.batch_size(), false);
  const int verbose = options.verbose.level();
  callbacks::CallbackList callbacks(
      options.callbacks, {.add_progbar = verbose > 0,
                          .model = model,
                          .params = {verbose, 1, limited(feed.batches(), options.steps)}});
  return evaluate_feed(feed, options.steps, callbacks);
}

Logs Trainer::evaluate(const Model& model, const Tensors& x, const Tensors& y,
                       const EvaluateOptions& options) {
  ArrayFeed feed(*this, model, Arrays(x, y, options.sample_weight), options.batch_size, false,
                 false);
  return show_evaluation(model, feed, options);
}

Logs Trainer::evaluate(const Model& model, const Dataset& data, const EvaluateOptions& options) {
  expect_batches_only("evaluate", options.batch_size);
  expect_no_weights("evaluate", options.sample_weight);
  DatasetFeed feed(*this, model, data, {}, false);
  return show_evaluation(model, feed, options);
}

Logs Trainer::train_on_batch(const Model& model, const Tensors& x, const Tensors& y,
                             const TrainOnBatchOptions& options) {
  Arrays data(x, y, options.sample_weight);
  data.weights = weighted_by_class(data, options.class_weight);
  graph::evaluate(data.all());
  if (!resolved_) find_outputs(model, data, data.rows, true);
  reset_metrics();
  run_batch(program(model, data, data.rows, true, false), data, 0);
  return results();
}

Logs Trainer::test_on_batch(const Model& model, const Tensors& x, const Tensors& y,
                            const TrainOnBatchOptions& options) {
  Arrays data(x, y, options.sample_weight);
  data.weights = weighted_by_class(data, options.class_weight);
  graph::evaluate(data.all());
  if (!resolved_) find_outputs(model, data, data.rows, false);
  reset_metrics();
  run_batch(program(model, data, data.rows, false, false), data, 0);
  return results();
}

}  // namespace keras
