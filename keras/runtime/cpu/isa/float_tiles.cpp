#include "keras/runtime/cpu/isa/float_math.hpp"
// The functions above must be known before the loops that call them.
#include "keras/runtime/cpu/isa/float_tiles.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// A loop of y[i] = Near(a[i]), but Far(a[i]) beyond the reduction's limit.
template <class Near, class Far>
constexpr TileLoop trigonometric(Near, Far) {
  return [](const void* a, const void*, const void*, void* y, std::int64_t n) {
    constexpr std::int64_t step = 256;
    for (std::int64_t start = 0; start < n; start += step) {
      const auto* as = static_cast<const float*>(a) + start;
      auto* ys = static_cast<float*>(y) + start;
      const auto count = n - start < step ? n - start : step;
      int beyond = 0;
#pragma omp simd reduction(| : beyond)
      for (std::int64_t i = 0; i < count; ++i) {
        beyond |= __builtin_fabsf(as[i]) > trigonometric_limit ? 1 : 0;
      }
      if (beyond == 0) {
#pragma omp simd
        for (std::int64_t i = 0; i < count; ++i) ys[i] = Near{}(as[i]);
      } else {
        for (std::int64_t i = 0; i < count; ++i) {
          const float x = as[i];
          ys[i] = __builtin_fabsf(x) > trigonometric_limit ? Far{}(x) : Near{}(x);
        }
      }
    }
  };
}

constexpr TileTable complete_table() {
  auto table = float_table<float>();
  table.set(Tile::sin, trigonometric([](float x) { return sin(x); },
                                     [](float x) { return __builtin_sinf(x); }));
  table.set(Tile::cos, trigonometric([](float x) { return cos(x); },
                                     [](float x) { return __builtin_cosf(x); }));
  table.set(Tile::tan, trigonometric([](float x) { return tan(x); },
                                     [](float x) { return __builtin_tanf(x); }));
  return table;
}

}  // namespace

constexpr TileTable float_tiles = complete_table();

}  // namespace keras::runtime::KERAS_ISA
