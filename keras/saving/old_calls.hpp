// Internal: how files of Keras 2 count the calls of models inside of models.
#pragma once
#include "keras/core/config.hpp"

namespace keras::saving {

/// The configuration of a functional model with these calls counted from 0, as those of layers are,
/// and not from 1. In lists of outputs today's files count the calls of functional models from 1
/// too; these places stay.
void count_calls_from_zero(Object& config);

}  // namespace keras::saving
