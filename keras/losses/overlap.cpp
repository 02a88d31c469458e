#include "keras/losses/overlap.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/core/settings.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {}  // namespace

Tensor dice(const Tensor& y_true, const Tensor& y_pred, DiceFunctionOptions options) {
  const auto t = ops::converted(y_true, y_pred.dtype());
  const auto area = [&options](const Tensor& x) { return ops::sum(x, {.axis = options.axis}); };
  return 1 - 2.0 * area(t * y_pred) / (area(t) + area(y_pred) + config::epsilon());
}

Tensor tversky(const Tensor& y_true, const Tensor& y_pred, TverskyFunctionOptions options) {
  const auto t = ops::converted(y_true, y_pred.dtype());
  const auto area = [&options](const Tensor& x) { return ops::sum(x, {.axis = options.axis}); };
  const auto both = area(t * y_pred);
  const auto only_true = area((1 - y_pred) * t);
  const auto only_predicted = area(y_pred * (1 - t));
  return 1 - both / (both + only_true * options.alpha + only_predicted * options.beta +
                     config::epsilon());
}

Dice::Dice(DiceOptions options)
    : Loss(built_in("Dice", options,
                    [axis = options.axis](const Tensor& y_true, const Tensor& y_pred) {
                      return dice(y_true, y_pred, {axis});
                    })) {}

Tversky::Tversky(TverskyOptions options)
    : Loss(built_in(
          "Tversky", options,
          [o = TverskyFunctionOptions{options.alpha, options.beta, options.axis}](
              const Tensor& y_true, const Tensor& y_pred) { return tversky(y_true, y_pred, o); })) {
}

const Registered<Loss> registered_dice =
    registered<Loss, Dice, DiceOptions>("keras.losses", "Dice");
const Registered<Loss> registered_tversky =
    registered<Loss, Tversky, TverskyOptions>("keras.losses", "Tversky");

}  // namespace keras::losses
