#pragma once
#include <optional>
#include <string>

#include "keras/core/dtype.hpp"

namespace keras::utils {

/// The name of `dtype`, "float32" for None; an error with a suggestion when there is no such dtype.
inline std::string standardize_dtype(const std::optional<DType>& dtype) {
  return std::string(dtype.value_or(DType::float32).name());
}

}  // namespace keras::utils
