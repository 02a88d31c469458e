// keras.losses: the circle loss.
#pragma once
#include "keras/losses/loss.hpp"

namespace keras::losses {

struct CircleOptions {
  double gamma = 80.0, margin = 0.4;
  bool remove_diagonal = true;  ///< A vector is no pair with itself.
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "circle";
  std::optional<DTypePolicy> dtype = {};
};
/// Sun et al. 2020: draws unit vectors of one class together, those of others apart.
class Circle : public Loss {
 public:
  explicit Circle(CircleOptions options = {});
};
struct CircleFunctionOptions {
  Tensor ref_labels = {}, ref_embeddings = {};  ///< What to compare with: the batch by default.
  bool remove_diagonal = true;
  double gamma = 80.0, margin = 0.4;
};
/// y_true: class numbers (batch,); y_pred: unit vectors (batch, length).
Tensor circle(const Tensor& y_true, const Tensor& y_pred, CircleFunctionOptions options = {});

extern const Registered<Loss> registered_circle;
[[gnu::used]] inline const auto* const linked_circle = &registered_circle;

}  // namespace keras::losses
