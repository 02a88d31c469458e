// Internal: calls of layers in the configurations of Keras 2.
#pragma once
#include "keras/core/value.hpp"

namespace keras {

/// A call as Keras 2 wrote it, `[["dense", 0, 0, {}], ...]`, as `{"args": ..., "kwargs": ...}`; a
/// call of today stays.
Value modern_node(const Value& node);

}  // namespace keras
