#include "keras/runtime/cpu/isa/integer_tiles.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

/// Arithmetic of truth values: + is or, * is and.
constexpr TileTable bool_table() {
  TileTable table;
  const auto either = binary<bool, Truth>([](Truth a, Truth b) { return (a | b) != 0; });
  const auto both = binary<bool, Truth>([](Truth a, Truth b) { return (a & b) != 0; });
  const auto unlike = binary<bool, Truth>([](Truth a, Truth b) { return a != b; });
  const auto opposite = unary<bool, Truth>([](Truth a) { return a == 0; });
  for (const auto op : {Tile::add, Tile::maximum, Tile::bitwise_or, Tile::logical_or}) {
    table.set(op, either);
  }
  for (const auto op : {Tile::multiply, Tile::minimum, Tile::bitwise_and, Tile::logical_and}) {
    table.set(op, both);
  }
  for (const auto op : {Tile::bitwise_xor, Tile::logical_xor}) table.set(op, unlike);
  for (const auto op : {Tile::bitwise_not, Tile::logical_not}) table.set(op, opposite);
  set_comparisons<Truth>(table);
  return table;
}

}  // namespace

constexpr TileTable bool_tiles = bool_table();
constexpr TileTable byte_tiles = integer_table<std::uint8_t>();
constexpr TileTable int_tiles = integer_table<std::int32_t>();
constexpr TileTable long_tiles = integer_table<std::int64_t>();

}  // namespace keras::runtime::KERAS_ISA
