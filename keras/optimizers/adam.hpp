#pragma once
#include <optional>
#include <string>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct AdamOptions {
  LearningRate learning_rate = 0.001;
  double beta_1 = 0.9, beta_2 = 0.999;
  double epsilon = 1e-7;
  bool amsgrad = false;
  std::optional<double> weight_decay = {};
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Steps by the mean of the gradients over the root of the mean of their squares, both corrected
/// for starting at 0 (Kingma and Ba, 2014); with `amsgrad`, over the largest such mean so far.
class Adam : public Optimizer {
 public:
  explicit Adam(AdamOptions options = {});
  explicit Adam(LearningRate learning_rate, AdamOptions options = {});
};

struct AdamWOptions {
  LearningRate learning_rate = 0.001;
  std::optional<double> weight_decay = 0.004;
  double beta_1 = 0.9, beta_2 = 0.999;
  double epsilon = 1e-7;
  bool amsgrad = false;
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
};
/// Adam with weight decay (Loshchilov and Hutter, 2017).
class AdamW : public Optimizer {
 public:
  explicit AdamW(AdamWOptions options = {});
  explicit AdamW(LearningRate learning_rate, AdamWOptions options = {});
};

extern const Registered<Optimizer> registered_adam;
[[gnu::used]] inline const auto* const linked_adam = &registered_adam;

}  // namespace keras::optimizers
