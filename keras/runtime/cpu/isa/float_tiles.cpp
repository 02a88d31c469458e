#include "keras/runtime/cpu/isa/float_math.hpp"
// The functions above must be known before the loops that call them.
#include "keras/runtime/cpu/isa/erfinv.hpp"
#include "keras/runtime/cpu/isa/float_tiles.hpp"

namespace keras::runtime::KERAS_ISA {

constexpr TileTable float_tiles = float_table<float>();

}  // namespace keras::runtime::KERAS_ISA
