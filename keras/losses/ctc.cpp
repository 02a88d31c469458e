#include "keras/losses/ctc.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/losses/built_in.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {

Tensor ctc(const Tensor& y_true, const Tensor& y_pred) {
  if (y_true.rank() != 2 || y_pred.rank() != 3 || y_true.shape(0) != y_pred.shape(0))
    fail(
        "losses.ctc: y_true must be labels (batch, length) and y_pred logits (batch, time, "
        "classes); received shapes ",
        y_true.shape(), " and ", y_pred.shape());
  const auto labels = ops::sum(ops::cast(y_true != 0, "int32"), {.axis = 1});
  const auto times = ops::full({y_pred.shape(0)}, y_pred.shape(1));
  return ops::ctc_loss(y_true, y_pred, labels, times);
}

CTC::CTC(CTCOptions options) : Loss(built_in("CTC", options, ctc)) {}

const Registered<Loss> registered_ctc = registered<Loss, CTC, CTCOptions>("keras.losses", "CTC");

}  // namespace keras::losses
