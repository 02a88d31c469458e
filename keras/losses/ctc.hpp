// keras.losses: connectionist temporal classification.
#pragma once
#include "keras/losses/loss.hpp"

namespace keras::losses {

struct CTCOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "ctc";
  std::optional<DTypePolicy> dtype = {};
};
/// Graves et al. 2006, for labels (batch, length) padded with 0, the blank, and logits (batch,
/// time, classes).
class CTC : public Loss {
 public:
  explicit CTC(CTCOptions options = {});
};
Tensor ctc(const Tensor& y_true, const Tensor& y_pred);

extern const Registered<Loss> registered_ctc;
[[gnu::used]] inline const auto* const linked_ctc = &registered_ctc;

}  // namespace keras::losses
