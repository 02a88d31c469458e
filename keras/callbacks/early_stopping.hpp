#pragma once
#include <optional>
#include <string>

#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `EarlyStopping`, in the order of keras.callbacks.EarlyStopping.
struct EarlyStoppingOptions {
  std::string monitor = "val_loss";  ///< The number to watch.
  double min_delta = 0;              ///< A smaller change is no improvement.
  int patience = 0;                  ///< Epochs without improvement after which training ends.
  int verbose = 0;
  std::string mode = "auto";            ///< "min", "max", or by the name of the number.
  std::optional<double> baseline = {};  ///< What must be reached for the patience to start anew.
  bool restore_best_weights = false;    ///< Whether to end with the weights of the best epoch.
  int start_from_epoch = 0;
};

/// Ends training when a number no longer improves.
///
///     model.fit(x, y, {.epochs = 100, .callbacks = {EarlyStopping({.patience = 3})}});
class EarlyStopping : public Callback {
 public:
  explicit EarlyStopping(EarlyStoppingOptions options = {});
};

extern const Registered<Callback> registered_early_stopping;
[[gnu::used]] inline const auto* const linked_early_stopping = &registered_early_stopping;

}  // namespace keras::callbacks
