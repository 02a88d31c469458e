// Internal: training, evaluation and prediction, what `compile` sets up and `fit` runs.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "keras/compiler/program.hpp"
#include "keras/models/callback_list.hpp"
#include "keras/models/losses_of_outputs.hpp"
#include "keras/models/model.hpp"
#include "keras/models/token_checks.hpp"

namespace keras {

/// The arrays of a data set, flattened, and how they belong together.
struct Arrays {
  Tensors x = {}, y = {}, weights = {};
  std::int64_t rows = 0;

  Arrays() = default;
  /// Checks that all have the same length; 64-bit numbers become 32-bit ones, as in Keras.
  Arrays(const Tensors& x, const Tensors& y, const Tensors& weights);
  /// The rows [first, first + count).
  Arrays part(std::int64_t first, std::int64_t count) const;
  std::vector<Tensor> all() const;
};

class Trainer {
 public:
  explicit Trainer(CompileOptions options);

  History fit(const Model& model, const Tensors& x, const Tensors& y, const FitOptions& options);
  History fit(const Model& model, const Dataset& data, const FitOptions& options);
  Logs evaluate(const Model& model, const Tensors& x, const Tensors& y,
                const EvaluateOptions& options);
  Logs evaluate(const Model& model, const Dataset& data, const EvaluateOptions& options);
  Logs train_on_batch(const Model& model, const Tensors& x, const Tensors& y,
                      const TrainOnBatchOptions& options);
  Logs test_on_batch(const Model& model, const Tensors& x, const Tensors& y,
                     const TrainOnBatchOptions& options);

  // For steps of own models.
  Tensor compute_loss(const Model& model, const Batch& batch, const Tensors& y_pred);
  void compute_metrics(const Model& model, const Batch& batch, const Tensors& y_pred);

  const CompileOptions& options() const { return options_; }
  /// `compile_config` as Keras saves it.
  Object config() const;
  /// Compiles what it runs anew, as when layers have other weights than before.
  void forget_programs();
  /// Makes the optimizer's state, so that it can be loaded.
  void build_optimizer(const Model& model);
  /// The loss and metrics now.
  Logs results();
  void reset_metrics() const;

 private:
  struct Output {
    std::string name;
    std::vector<WeightedLoss> losses = {};
    Metric tracker = {};  ///< The mean loss of one output among several.
    std::vector<Metric> metrics = {}, weighted = {};
    std::vector<std::string> metric_names = {}, weighted_names = {};
  };
  using Program = compiler::Program;
  // Where steps come from (models/feeds.hpp).
  class Feed;
  class ArrayFeed;
  class DatasetFeed;

  void resolve(const Tensors& y, const Tensors& y_pred, const std::vector<std::string>& names);
  Metric resolve_metric(const Metric& metric, const Tensor& y, const Tensor& y_pred) const;
  void add_metrics(std::size_t output, const PerOutput<Metric>::Item& item, const char* argument,
                   const Tensor& y, const Tensor& y_pred, bool weighted);
  void resolve_metrics(const PerOutput<Metric>& given, const char* argument, const Tensors& y,
                       const Tensors& y_pred, bool weighted);
  static Tensor loss_of(const Output& output, const Loss& loss, const Tensor& y,
                        const Tensor& y_pred, const Tensor& weight);
  Tensor total_loss(const Model& model, const Tensors& y, const Tensors& y_pred,
                    const Tensors& weights);
  static void update_output_metrics(const Output& output, const Tensor& y, const Tensor& y_pred,
                                    const Tensor& weight);
  void update_metrics(const Tensors& y, const Tensors& y_pred, const Tensors& weights,
                      const Tensor& loss);
  Tensor weight_of(const Tensors& weights, std::size_t output) const;
  /// Records one step on `batch`: that of the model, or the usual one.
  void record_step(const Model& model, const Arrays& batch, bool training);
  /// The loss of a batch, counted by the metrics.
  Tensor measured_loss(const Model& model, const Arrays& batch, bool training);

  /// The program for batches of `size` rows like those of `data`. With `gathers` it also gathers as
  /// many rows of `data`, by their numbers, for the next step.
  Program& program(const Model& model, const Arrays& data, std::int64_t size, bool training,
                   bool gathers);
  /// Runs it on the rows from `first` on.
  void run_batch(Program& program, const Arrays& data, std::int64_t first);
  /// Errors for labels and tokens that the model cannot have.
  void check_values(const Model& model, const Arrays& data);
  void check_labels(const Arrays& data) const;
  /// The steps of one epoch, `limit` or all that there are; how many there were.
  int run_epoch(const Model& model, Feed& feed, std::optional<int> limit,
                callbacks::CallbackList& callbacks);
  Logs evaluate_feed(Feed& feed, std::optional<int> steps, callbacks::CallbackList& callbacks);
  History fit_feed(const Model& model, Feed& feed, Feed* validation, const FitOptions& options);
  Logs show_evaluation(const Model& model, Feed& feed, const EvaluateOptions& options);
  std::unique_ptr<Feed> validation_feed(const Model& model, const Data& data,
                                        const FitOptions& options);
  /// Settles the names of what `results` gives; the metrics behind them.
  std::vector<Metric> name_results();
  void find_outputs(const Model& model, const Arrays& data, std::int64_t rows, bool training);

  CompileOptions options_;
  std::vector<Output> outputs_;
  Metric loss_tracker_;
  std::vector<std::pair<std::string, Metric>> own_metrics_;  ///< Of a model with own steps.
  bool resolved_ = false;
  std::map<std::string, Program> programs_;
  std::unique_ptr<Program> results_;
  std::vector<std::string> result_names_;
  std::optional<TokenChecks> token_checks_;  ///< Found once, not in every batch.
  std::vector<std::int64_t> last_axes_;      ///< The length of the last axis of each output.
  std::vector<const void*> arguments_;       ///< Of the running step; kept so that steps allocate
                                             ///< nothing.
};

/// An error of `method`, which was given a data set, when it was given a batch size too.
void expect_batches_only(const char* method, std::optional<int> batch_size);

/// Runs the model over `x` in batches.
Tensors predict_in_batches(const Model& model, const Tensors& x, const PredictOptions& options);
/// Runs the model over the batches of `data`.
Tensors predict_batches(const Model& model, const Dataset& data, const PredictOptions& options);

}  // namespace keras
