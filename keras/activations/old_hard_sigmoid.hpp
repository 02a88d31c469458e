// Internal: what files of Keras 2 mean by "hard_sigmoid".
#pragma once
#include <string_view>

namespace keras::activations {

/// clip(0.2 x + 0.5, 0, 1) is not what Keras 3 calls so, and has no name there: what is saved under
/// this one cannot be loaded by Keras 3, instead of computing something else.
inline constexpr std::string_view old_hard_sigmoid_name = "keras2>hard_sigmoid";

}  // namespace keras::activations
