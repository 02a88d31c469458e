// Internal: the state of optimizers as Keras kept it before 2.11, and `optimizers.legacy` after.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/variable.hpp"

namespace keras::saving {

/// Whether the arrays of these names ("Adam/iter:0", "Adam/dense/kernel/m:0", ...) are such a
/// state: slot after slot, under other names than today's.
bool is_legacy_state(const std::vector<std::string>& names);

/// The variable of each array, of an optimizer's `variables`; nullopt when one has no place.
std::optional<Variables> variables_of_legacy_state(const Variables& variables,
                                                   const std::vector<std::string>& names);

}  // namespace keras::saving
