// keras.callbacks.LambdaCallback
#pragma once
#include <functional>

#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `LambdaCallback`, in the order of keras.callbacks.LambdaCallback.
struct LambdaCallbackOptions {
  std::function<void(int epoch, const Logs& logs)> on_epoch_begin = {}, on_epoch_end = {};
  std::function<void(const Logs& logs)> on_train_begin = {}, on_train_end = {};
  std::function<void(int batch, const Logs& logs)> on_train_batch_begin = {},
                                                   on_train_batch_end = {};
};

/// Calls functions at times of the training; a plain struct with hooks can do the same and more.
///
///     LambdaCallback print({.on_epoch_end = [](int epoch, const Logs& logs) {
///       std::cout << epoch << " " << logs["loss"] << "\n";
///     }});
///
/// https://keras.io/api/callbacks/lambda_callback/
class LambdaCallback : public Callback {
 public:
  explicit LambdaCallback(LambdaCallbackOptions options);
};

}  // namespace keras::callbacks
