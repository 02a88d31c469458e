// The integers that seldom stand in a model, compiled once, for the baseline.
#include "keras/runtime/cpu/isa/casts.hpp"
#include "keras/runtime/cpu/isa/integer_tiles.hpp"
#include "keras/runtime/cpu/isa/rows.hpp"

namespace keras::runtime::baseline {
namespace {

constexpr TileTable int8_tiles = integer_table<std::int8_t>();
constexpr TileTable int16_tiles = integer_table<std::int16_t>();
constexpr TileTable uint16_tiles = integer_table<std::uint16_t>();
constexpr TileTable uint32_tiles = integer_table<std::uint32_t>();
constexpr TileTable uint64_tiles = integer_table<std::uint64_t>();

constexpr const TileTable* tiles_of(DType::Kind kind) {
  switch (kind) {
    case DType::int8:
      return &int8_tiles;
    case DType::int16:
      return &int16_tiles;
    case DType::uint16:
      return &uint16_tiles;
    case DType::uint32:
      return &uint32_tiles;
    case DType::uint64:
      return &uint64_tiles;
    default:
      return nullptr;
  }
}

}  // namespace

TileLoop rare_tile(Tile op, DType::Kind operands) {
  const auto* tiles = tiles_of(operands);
  return tiles == nullptr ? nullptr : tiles->loops[static_cast<int>(op)];
}

TileLoop rare_cast(DType::Kind from, DType::Kind to) {
  // Strings are numbers here, which move but mean nothing.
  if (from == DType::string && to == DType::string)
    return cast_between<std::uint32_t, std::uint32_t>();
  const auto loop = with_rare(from, [to](auto a) {
    const auto pair = [](auto y) { return cast_between<decltype(a), decltype(y)>(); };
    const auto usual = with_usual(to, pair);
    return usual != nullptr ? usual : with_rare(to, pair);
  });
  if (loop != nullptr) return loop;
  return with_usual(from, [to](auto a) {
    return with_rare(to, [](auto y) { return cast_between<decltype(a), decltype(y)>(); });
  });
}

RowLoop rare_reduce(Reduction op, DType::Kind dtype) {
  const auto index = static_cast<int>(op);
  switch (dtype) {
    case DType::int8:
      return short_rows<std::int8_t>.loops[index];
    case DType::int16:
      return short_rows<std::int16_t>.loops[index];
    case DType::uint16:
      return short_rows<std::uint16_t>.loops[index];
    case DType::uint32:
      return short_rows<std::uint32_t>.loops[index];
    case DType::uint64:
      return short_rows<std::uint64_t>.loops[index];
    default:
      return nullptr;
  }
}

}  // namespace keras::runtime::baseline
