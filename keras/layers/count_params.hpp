#pragma once
#include <cstdint>

#include "keras/graph/variable.hpp"

namespace keras::utils {

/// The number of elements that the variables have together.
///
///     utils::count_params(model.trainable_variables());
std::int64_t count_params(const Variables& variables);

}  // namespace keras::utils
