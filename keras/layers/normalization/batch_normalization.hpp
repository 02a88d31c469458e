#pragma once
#include "keras/layers/define.hpp"

namespace keras::layers {

/// The limits of the corrections of batch renormalization; none by default.
struct RenormClipping {
  std::optional<double> rmax = {}, rmin = {}, dmax = {};
};
Value to_value(const RenormClipping& clipping);
void from_value(const Value& value, RenormClipping& clipping);

/// Arguments of `BatchNormalization`, in the order of keras.layers.BatchNormalization.
struct BatchNormalizationOptions {
  int axis = -1;           ///< The axis of the features.
  double momentum = 0.99;  ///< The share of the moving statistics that a batch leaves.
  double epsilon = 1e-3;   ///< Added to the variance.
  bool center = true;      ///< Whether to add a learned offset, beta.
  bool scale = true;       ///< Whether to multiply by a learned factor, gamma.
  Initializer beta_initializer = "zeros";
  Initializer gamma_initializer = "ones";
  Initializer moving_mean_initializer = "zeros";
  Initializer moving_variance_initializer = "ones";
  Regularizer beta_regularizer = {};
  Regularizer gamma_regularizer = {};
  Constraint beta_constraint = {};
  Constraint gamma_constraint = {};
  bool renorm = false;  ///< Batch renormalization (Ioffe 2017).
  std::optional<RenormClipping> renorm_clipping = {};
  double renorm_momentum = 0.99;
  bool synchronized = false;  ///< Over several devices: as in Keras, only TensorFlow has it.
  std::string name = {};
  DTypePolicy dtype = {};
  bool trainable = true;
};

/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the statistics of the batch in
/// training and moving ones otherwise, for each place along `axis`; any shape, which it keeps.
///
///     auto y = BatchNormalization()(x);
///
/// Ioffe and Szegedy 2015; https://keras.io/api/layers/normalization_layers/batch_normalization
class BatchNormalization : public Layer {
 public:
  BatchNormalization(BatchNormalizationOptions options = {});
  Variable gamma() const;
  Variable beta() const;
  Variable moving_mean() const;
  Variable moving_variance() const;
};

extern const Registered<Layer> registered_batch_normalization;
[[gnu::used]] inline const auto* const linked_batch_normalization = &registered_batch_normalization;

}  // namespace keras::layers
