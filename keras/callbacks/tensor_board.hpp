#pragma once
#include <optional>
#include <string>

#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `TensorBoard`, in the order of keras.callbacks.TensorBoard.
struct TensorBoardOptions {
  std::string log_dir = "logs";
  int histogram_freq = 0;     ///< Must be 0: histograms are not written.
  bool write_graph = true;    ///< Whether to write the configuration of the model.
  bool write_images = false;  ///< Must be false.
  bool write_steps_per_second = false;
  Value update_freq = "epoch";  ///< "epoch", "batch", or a number of batches.
  Value profile_batch = 0;      ///< Must be 0: nothing is profiled.
  int embeddings_freq = 0;      ///< Must be 0: embeddings are not written.
  std::optional<std::string> embeddings_metadata = {};  ///< Must not be given.
};

/// Writes the numbers of epochs, and of batches with `update_freq`, for TensorBoard: into the
/// folders `train` and `validation` of `log_dir`.
///
///     model.fit(x, y, {.epochs = 10, .callbacks = {callbacks::TensorBoard("runs/first")}});
///
/// https://keras.io/api/callbacks/tensorboard
class TensorBoard : public Callback {
 public:
  explicit TensorBoard(TensorBoardOptions options = {});
  explicit TensorBoard(std::string log_dir, TensorBoardOptions options = {});
};

extern const Registered<Callback> registered_tensor_board;
[[gnu::used]] inline const auto* const linked_tensor_board = &registered_tensor_board;

}  // namespace keras::callbacks
