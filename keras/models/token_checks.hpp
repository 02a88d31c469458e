// Internal: checks of data before it meets a model.
#pragma once
#include "keras/models/model.hpp"

namespace keras {

/// An error when an input that goes straight to an Embedding holds something else than its tokens,
/// which would pick memory of its own.
void check_tokens(const Model& model, const Tensors& x);

}  // namespace keras
