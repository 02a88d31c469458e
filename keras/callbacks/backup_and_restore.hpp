#pragma once
#include <string>

#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `BackupAndRestore`, in the order of keras.callbacks.BackupAndRestore.
struct BackupAndRestoreOptions {
  std::string backup_dir = {};  ///< Required.
  Value save_freq = "epoch";    ///< "epoch", or a number of batches.
  bool double_checkpoint =
      false;                      ///< Kept for Python: a checkpoint here is whole at every instant.
  bool delete_checkpoint = true;  ///< Whether the folder is removed when training is done.
};

/// Keeps the state of training in a folder, so that the same program goes on where it was ended:
/// with the same numbers as if it had not been.
class BackupAndRestore : public Callback {
 public:
  explicit BackupAndRestore(BackupAndRestoreOptions options);
  explicit BackupAndRestore(std::string backup_dir, BackupAndRestoreOptions options = {});
};

extern const Registered<Callback> registered_backup_and_restore;
[[gnu::used]] inline const auto* const linked_backup_and_restore = &registered_backup_and_restore;

}  // namespace keras::callbacks
