// keras.losses: losses of overlapping areas.
#pragma once
#include "keras/core/axes.hpp"
#include "keras/losses/loss.hpp"

namespace keras::losses {

struct DiceOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "dice";
  Axes axis = {};  ///< All axes by default.
  std::optional<DTypePolicy> dtype = {};
};
/// 1 - 2 * overlap / (area of y_true + area of y_pred), over `axis`.
class Dice : public Loss {
 public:
  explicit Dice(DiceOptions options = {});
};
struct DiceFunctionOptions {
  Axes axis = {};
};
Tensor dice(const Tensor& y_true, const Tensor& y_pred, DiceFunctionOptions options = {});

struct TverskyOptions {
  double alpha = 0.5, beta = 0.5;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "tversky";
  Axes axis = {};  ///< All axes by default.
  std::optional<DTypePolicy> dtype = {};
};
/// Salehi et al. 2017: Dice with weights `alpha` and `beta` for what only one of both covers.
class Tversky : public Loss {
 public:
  explicit Tversky(TverskyOptions options = {});
};
struct TverskyFunctionOptions {
  double alpha = 0.5, beta = 0.5;
  Axes axis = {};
};
Tensor tversky(const Tensor& y_true, const Tensor& y_pred, TverskyFunctionOptions options = {});

extern const Registered<Loss> registered_dice;
[[gnu::used]] inline const auto* const linked_dice = &registered_dice;

}  // namespace keras::losses
