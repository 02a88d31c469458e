#pragma once
#include <optional>
#include <string>

#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `ModelCheckpoint`, in the order of keras.callbacks.ModelCheckpoint.
struct ModelCheckpointOptions {
  std::string filepath = {};         ///< Required; may hold numbers: "at-{epoch:02d}.keras".
  std::string monitor = "val_loss";  ///< The number that says which model is best.
  int verbose = 0;
  bool save_best_only = false;
  bool save_weights_only = false;
  std::string mode = "auto";  ///< "min", "max", or by the name of the number.
  Value save_freq = "epoch";  ///< "epoch", or a number of batches.
  std::optional<double> initial_value_threshold = {};  ///< What the first model must beat.
};

/// Saves the model after each epoch, or after some batches.
class ModelCheckpoint : public Callback {
 public:
  explicit ModelCheckpoint(ModelCheckpointOptions options);
  explicit ModelCheckpoint(std::string filepath, ModelCheckpointOptions options = {});
};

extern const Registered<Callback> registered_model_checkpoint;
[[gnu::used]] inline const auto* const linked_model_checkpoint = &registered_model_checkpoint;

}  // namespace keras::callbacks
