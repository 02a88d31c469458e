#include "keras/runtime/cpu/isa/casts.hpp"

namespace keras::runtime::KERAS_ISA {

TileLoop cast_loop(DType::Kind from, DType::Kind to) {
  const auto loop = with_usual(from, [to](auto a) {
    return with_usual(to, [](auto y) { return cast_between<decltype(a), decltype(y)>(); });
  });
  return loop != nullptr ? loop : baseline::rare_cast(from, to);
}

}  // namespace keras::runtime::KERAS_ISA
