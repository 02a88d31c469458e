#pragma once
#include <optional>
#include <string>

#include "keras/core/settings.hpp"

namespace keras::utils {

/// The name of `dtype`, `config::floatx()` for None; an error with a suggestion when there is no
/// such dtype.
inline std::string standardize_dtype(const std::optional<DType>& dtype) {
  return std::string(dtype.value_or(config::floatx()).name());
}

}  // namespace keras::utils
