#include "keras/runtime/number.hpp"

#include <cstring>

namespace keras::runtime {

void write_number(double x, DType dtype, void* target) {
  visit_dtype(dtype, [&](auto zero) {
    using T = decltype(zero);
    T item{};
    if constexpr (std::is_same_v<T, float16> || std::is_same_v<T, bfloat16>) {
      item = T(static_cast<float>(x));
    } else if constexpr (std::is_same_v<T, bool>) {
      item = x != 0;
    } else if constexpr (std::is_integral_v<T>) {
      item = x < 0 ? static_cast<T>(static_cast<std::int64_t>(x)) : static_cast<T>(x);
    } else {
      item = static_cast<T>(x);
    }
    std::memcpy(target, &item, sizeof item);
  });
}

}  // namespace keras::runtime
