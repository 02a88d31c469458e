#pragma once
#include <string>

#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// Arguments of `CSVLogger`, in the order of keras.callbacks.CSVLogger.
struct CSVLoggerOptions {
  std::string filename = {};  ///< Required.
  std::string separator = ",";
  bool append = false;  ///< Whether to go on with an existing file.
};

/// Writes the numbers of each epoch as a line of a table.
class CSVLogger : public Callback {
 public:
  explicit CSVLogger(CSVLoggerOptions options);
  explicit CSVLogger(std::string filename, CSVLoggerOptions options = {});
};

extern const Registered<Callback> registered_csv_logger;
[[gnu::used]] inline const auto* const linked_csv_logger = &registered_csv_logger;

}  // namespace keras::callbacks
