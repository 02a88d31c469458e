#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/optimizers/optimizer.hpp"

namespace keras::optimizers {

struct MuonOptions {
  LearningRate learning_rate = 0.001;
  double adam_beta_1 = 0.9, adam_beta_2 = 0.999;
  std::optional<double> adam_weight_decay = 0.004;  ///< Of the variables that Adam steps.
  double epsilon = 1e-7;
  std::optional<double> weight_decay = 0.004;
  std::optional<double> clipnorm = {}, clipvalue = {}, global_clipnorm = {};
  bool use_ema = false;
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
  std::optional<std::string> name = {};
  OptionalList<std::string> exclude_layers = {};  ///< Regular expressions for paths.
  bool exclude_embeddings = true;
  double muon_a = 3.4445, muon_b = -4.775, muon_c = 2.0315;  ///< Of the Newton-Schulz iteration.
  double adam_lr_ratio = 1;                                  ///< Adam's rate over the rate.
  double momentum = 0.95;
  int ns_steps = 5;  ///< Newton-Schulz iterations.
  bool nesterov = true;
  std::optional<double> rms_rate = 0.2;  ///< Root mean square of a step; none: orthogonal.
};
/// Steps matrices by their momentum made nearly orthogonal (Jordan et al., 2024; scaled as by Liu
/// et al., 2025), everything else, embeddings and what `exclude_layers` matches as AdamW does.
class Muon : public Optimizer {
 public:
  explicit Muon(MuonOptions options = {});
  explicit Muon(LearningRate learning_rate, MuonOptions options = {});
};

extern const Registered<Optimizer> registered_muon;
[[gnu::used]] inline const auto* const linked_muon = &registered_muon;

}  // namespace keras::optimizers
