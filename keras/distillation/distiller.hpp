// keras.distillation.Distiller
#pragma once
#include <string>
#include <vector>

#include "keras/distillation/distillation_loss.hpp"
#include "keras/layers/define.hpp"
#include "keras/models/model.hpp"

namespace keras::distillation {

/// Arguments of `Distiller`, in the order of keras.distillation.Distiller.
struct DistillerOptions {
  Layer teacher = {}, student = {};  ///< Models; the constructor takes them, too.
  std::vector<DistillationLoss> distillation_losses = {};  ///< One at least.
  std::vector<double> distillation_loss_weights = {};      ///< 1 each by default.
  double student_loss_weight = 0.5;  ///< The share of the loss that `compile` is given, in [0, 1].
  std::string name = "distiller";
};

/// Trains `student` to do what `teacher` does: its loss is student_loss_weight times the loss that
/// `compile` is given, and for the rest the weighted sum of the distillation losses. `fit` also
/// shows student_loss, distillation_loss and total_loss. The teacher is frozen.
///
///     distillation::Distiller distiller(teacher, student, {.distillation_losses = {
///         distillation::LogitsDistillation({.temperature = 4.0})}});
///     distiller.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy"});
///     distiller.fit(x, y);
///
/// https://keras.io/api/distillation/
class Distiller : public Model {
 public:
  Distiller(const Model& teacher, const Model& student, DistillerOptions options);
  explicit Distiller(DistillerOptions options);
  Model teacher() const;
  Model student() const;
};

extern const Registered<Layer> registered_distiller;
[[gnu::used]] inline const auto* const linked_distiller = &registered_distiller;

}  // namespace keras::distillation
