#include "keras/callbacks.hpp"
#include "keras/cli/listed.hpp"
#include "keras/losses.hpp"
#include "keras/metrics.hpp"
#include "keras/models.hpp"
#include "keras/optimizers.hpp"

namespace keras::cli {
namespace {

const std::vector<Argument> targets = {{"y_true", {}}, {"y_pred", {}}};

/// After the targets, an argument that is no member of an options struct.
std::vector<Argument> targets_and(std::string name, Value default_value) {
  auto arguments = targets;
  arguments.push_back({std::move(name), std::move(default_value)});
  return arguments;
}

void add(std::vector<Listed>& names, std::vector<Listed> more) {
  for (auto& row : more) names.push_back(std::move(row));
}

std::vector<Listed> loss_names() {
  using namespace losses;
  return {
      type<Loss>("keras.losses.Loss",
                 {{"name", {}}, {"reduction", "sum_over_batch_size"}, {"dtype", {}}}),
      function<binary_crossentropy>("keras.losses.binary_crossentropy", targets),
      function<binary_focal_crossentropy>("keras.losses.binary_focal_crossentropy", targets),
      function<categorical_crossentropy>("keras.losses.categorical_crossentropy", targets),
      function<categorical_focal_crossentropy>("keras.losses.categorical_focal_crossentropy",
                                               targets),
      function<categorical_generalized_cross_entropy>(
          "keras.losses.categorical_generalized_cross_entropy", targets_and("q", {})),
      function<categorical_hinge>("keras.losses.categorical_hinge", targets),
      function<circle>("keras.losses.circle", targets),
      function<cosine_similarity>("keras.losses.cosine_similarity", targets),
      function<ctc>("keras.losses.ctc", targets),
      function<dice>("keras.losses.dice", targets),
      function<hinge>("keras.losses.hinge", targets),
      function<huber>("keras.losses.huber", targets),
      function<kl_divergence>("keras.losses.kl_divergence", targets),
      function<log_cosh>("keras.losses.log_cosh", targets),
      function<mean_absolute_error>("keras.losses.mean_absolute_error", targets),
      function<mean_absolute_percentage_error>("keras.losses.mean_absolute_percentage_error",
                                               targets),
      function<mean_squared_error>("keras.losses.mean_squared_error", targets),
      function<mean_squared_logarithmic_error>("keras.losses.mean_squared_logarithmic_error",
                                               targets),
      function<poisson>("keras.losses.poisson", targets),
      function<sparse_categorical_crossentropy>("keras.losses.sparse_categorical_crossentropy",
                                                targets),
      function<squared_hinge>("keras.losses.squared_hinge", targets),
      function<tversky>("keras.losses.tversky", targets),
  };
}

std::vector<Listed> metric_names() {
  using namespace metrics;
  return {
      type<Metric>("keras.metrics.Metric", {{"dtype", {}}, {"name", {}}}),
      type<MeanMetricWrapper, MeanMetricWrapperOptions>("keras.metrics.MeanMetricWrapper",
                                                        {{"fn", {}}}),
      function<binary_accuracy>("keras.metrics.binary_accuracy", targets_and("threshold", 0.5)),
      function<categorical_accuracy>("keras.metrics.categorical_accuracy", targets),
      function<concordance_correlation>("keras.metrics.concordance_correlation",
                                        targets_and("axis", -1)),
      function<pearson_correlation>("keras.metrics.pearson_correlation", targets_and("axis", -1)),
      function<sparse_categorical_accuracy>("keras.metrics.sparse_categorical_accuracy", targets),
      function<sparse_top_k_categorical_accuracy>("keras.metrics.sparse_top_k_categorical_accuracy",
                                                  targets),
      function<top_k_categorical_accuracy>("keras.metrics.top_k_categorical_accuracy",
                                           targets_and("k", 5)),
  };
}

std::vector<Listed> callback_names() {
  using namespace callbacks;
  return {
      type<Callback>("keras.callbacks.Callback"),
      type<CallbackList, CallbackListOptions>("keras.callbacks.CallbackList", {{"callbacks", {}}}),
      type<History>("keras.callbacks.History"),
      type<LambdaCallback>("keras.callbacks.LambdaCallback", {{"on_epoch_begin", {}},
                                                              {"on_epoch_end", {}},
                                                              {"on_train_begin", {}},
                                                              {"on_train_end", {}},
                                                              {"on_train_batch_begin", {}},
                                                              {"on_train_batch_end", {}}}),
      type<LearningRateScheduler, LearningRateSchedulerOptions>(
          "keras.callbacks.LearningRateScheduler", {{"schedule", {}}}),
      type<ProgbarLogger>("keras.callbacks.ProgbarLogger"),
  };
}

std::vector<Listed> optimizer_names() {
  return {
      type<Optimizer, optimizers::CommonOptions>("keras.optimizers.Optimizer",
                                                 {{"learning_rate", {}}, {"name", {}}}),
      type<optimizers::schedules::LearningRateSchedule>(
          "keras.optimizers.schedules.LearningRateSchedule"),
  };
}

}  // namespace

std::vector<Listed> training_names() {
  std::vector<Listed> names;
  for (auto rows : {loss_names(), metric_names(), callback_names(), optimizer_names()})
    add(names, std::move(rows));
  return names;
}

}  // namespace keras::cli
