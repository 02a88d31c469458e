#include "keras/runtime/cpu/isa/double_math.hpp"
// The functions above must be known before the loops that call them.
#include "keras/runtime/cpu/isa/erfinv.hpp"
#include "keras/runtime/cpu/isa/float_tiles.hpp"

namespace keras::runtime::KERAS_ISA {

constexpr TileTable double_tiles = float_table<double>();

}  // namespace keras::runtime::KERAS_ISA
