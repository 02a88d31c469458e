// keras.metrics: crossentropies and divergences.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct BinaryCrossentropyOptions {
  std::string name = "binary_crossentropy";
  std::optional<DTypePolicy> dtype = {};
  bool from_logits = false;
  double label_smoothing = 0.0;
};
/// The mean binary crossentropy.
class BinaryCrossentropy : public Metric {
 public:
  explicit BinaryCrossentropy(BinaryCrossentropyOptions options = {});
};

struct CategoricalCrossentropyOptions {
  std::string name = "categorical_crossentropy";
  std::optional<DTypePolicy> dtype = {};
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
};
/// The mean crossentropy of one-hot labels.
class CategoricalCrossentropy : public Metric {
 public:
  explicit CategoricalCrossentropy(CategoricalCrossentropyOptions options = {});
};

struct SparseCategoricalCrossentropyOptions {
  std::string name = "sparse_categorical_crossentropy";
  std::optional<DTypePolicy> dtype = {};
  bool from_logits = false;
  std::optional<int> ignore_class = {};
  int axis = -1;
};
/// The mean crossentropy of integer labels.
class SparseCategoricalCrossentropy : public Metric {
 public:
  explicit SparseCategoricalCrossentropy(SparseCategoricalCrossentropyOptions options = {});
};

struct KLDivergenceOptions {
  std::string name = "kl_divergence";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of sum(y_true * log(y_true / y_pred)).
class KLDivergence : public Metric {
 public:
  explicit KLDivergence(KLDivergenceOptions options = {});
};

struct PoissonOptions {
  std::string name = "poisson";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of y_pred - y_true * log(y_pred).
class Poisson : public Metric {
 public:
  explicit Poisson(PoissonOptions options = {});
};

extern const Registered<Metric> registered_binary_crossentropy;
[[gnu::used]] inline const auto* const linked_binary_crossentropy = &registered_binary_crossentropy;

}  // namespace keras::metrics
