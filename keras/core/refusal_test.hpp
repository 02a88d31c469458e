// Internal: what an error says, for tests.
#pragma once
#include <string>

#include "keras/core/error.hpp"

namespace keras {

/// The sentence of the `ValueError` that `work()` ends with; "" without one.
template <class Work>
std::string refusal(Work work) {
  try {
    work();
  } catch (const ValueError& error) {
    return error.what();
  }
  return {};
}

}  // namespace keras
