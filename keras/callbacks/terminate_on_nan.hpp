#pragma once
#include "keras/core/registry.hpp"
#include "keras/models/callback.hpp"

namespace keras::callbacks {

struct TerminateOnNaNOptions {
  bool raise_error = false;  ///< Whether a bad loss is an error, and not just the end.
};

/// Ends training when the loss is NaN or infinite.
class TerminateOnNaN : public Callback {
 public:
  explicit TerminateOnNaN(TerminateOnNaNOptions options = {});
};

extern const Registered<Callback> registered_terminate_on_nan;
[[gnu::used]] inline const auto* const linked_terminate_on_nan = &registered_terminate_on_nan;

}  // namespace keras::callbacks
