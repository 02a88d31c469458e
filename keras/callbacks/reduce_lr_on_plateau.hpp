#pragma once
#include <string>

#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `ReduceLROnPlateau`, in the order of keras.callbacks.ReduceLROnPlateau.
struct ReduceLROnPlateauOptions {
  std::string monitor = "val_loss";  ///< The number to watch.
  double factor = 0.1;               ///< What the rate is multiplied with, below 1.
  int patience = 10;                 ///< Epochs without improvement before the rate falls.
  int verbose = 0;
  std::string mode = "auto";  ///< "min", "max", or by the name of the number.
  double min_delta = 1e-4;    ///< A smaller change is no improvement.
  int cooldown = 0;           ///< Epochs to wait after the rate fell.
  double min_lr = 0.0;
};

/// Lowers the learning rate when a number no longer improves; adds `learning_rate` to the logs.
class ReduceLROnPlateau : public Callback {
 public:
  explicit ReduceLROnPlateau(ReduceLROnPlateauOptions options = {});
};

extern const Registered<Callback> registered_reduce_lr_on_plateau;
[[gnu::used]] inline const auto* const linked_reduce_lr_on_plateau =
    &registered_reduce_lr_on_plateau;

}  // namespace keras::callbacks
