// keras.losses: losses of maximum margins.
#pragma once
#include "keras/losses/loss.hpp"

namespace keras::losses {

struct HingeOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "hinge";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of max(1 - y_true * y_pred, 0), for labels -1 and 1, or 0 and 1.
class Hinge : public Loss {
 public:
  explicit Hinge(HingeOptions options = {});
};
Tensor hinge(const Tensor& y_true, const Tensor& y_pred);

struct SquaredHingeOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "squared_hinge";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of max(1 - y_true * y_pred, 0)^2, for labels -1 and 1, or 0 and 1.
class SquaredHinge : public Loss {
 public:
  explicit SquaredHinge(SquaredHingeOptions options = {});
};
Tensor squared_hinge(const Tensor& y_true, const Tensor& y_pred);

struct CategoricalHingeOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "categorical_hinge";
  std::optional<DTypePolicy> dtype = {};
};
/// How far the best wrong class comes within 1 of the right one, or beyond it.
class CategoricalHinge : public Loss {
 public:
  explicit CategoricalHinge(CategoricalHingeOptions options = {});
};
Tensor categorical_hinge(const Tensor& y_true, const Tensor& y_pred);

extern const Registered<Loss> registered_hinge;
[[gnu::used]] inline const auto* const linked_hinge = &registered_hinge;

}  // namespace keras::losses
