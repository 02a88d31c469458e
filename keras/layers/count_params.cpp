#include "keras/layers/count_params.hpp"

namespace keras::utils {

std::int64_t count_params(const Variables& variables) {
  std::int64_t count = 0;
  for (const auto& variable : variables) count += variable.shape().elements();
  return count;
}

}  // namespace keras::utils
