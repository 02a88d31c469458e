// keras.metrics: maximum margins.
#pragma once
#include "keras/metrics/built_in.hpp"

namespace keras::metrics {

struct HingeOptions {
  std::string name = "hinge";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of max(1 - y_true * y_pred, 0).
class Hinge : public Metric {
 public:
  explicit Hinge(HingeOptions options = {});
};

struct SquaredHingeOptions {
  std::string name = "squared_hinge";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of max(1 - y_true * y_pred, 0)^2.
class SquaredHinge : public Metric {
 public:
  explicit SquaredHinge(SquaredHingeOptions options = {});
};

struct CategoricalHingeOptions {
  std::string name = "categorical_hinge";
  std::optional<DTypePolicy> dtype = {};
};
/// How far the best wrong class comes within 1 of the right one.
class CategoricalHinge : public Metric {
 public:
  explicit CategoricalHinge(CategoricalHingeOptions options = {});
};

extern const Registered<Metric> registered_hinge;
[[gnu::used]] inline const auto* const linked_hinge = &registered_hinge;

}  // namespace keras::metrics
