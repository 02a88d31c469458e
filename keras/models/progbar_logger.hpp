// keras.callbacks.ProgbarLogger
#pragma once
#include "keras/models/callback.hpp"

namespace keras::callbacks {

/// The bar and the lines that `fit`, `evaluate` and `predict` show by themselves; for a
/// `CallbackList`. Given to `fit`, it changes nothing.
class ProgbarLogger : public Callback {
 public:
  ProgbarLogger();
};

}  // namespace keras::callbacks
