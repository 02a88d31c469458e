#include "keras/runtime/cpu/isa/loops.hpp"
#include "keras/runtime/cpu/isa/vectors.hpp"

namespace keras::runtime::KERAS_ISA {
namespace {

TileLoop tile(Tile op, DType operands) {
  const auto index = static_cast<int>(op);
  switch (operands.kind()) {
    case DType::boolean:
      return bool_tiles.loops[index];
    case DType::uint8:
      return byte_tiles.loops[index];
    case DType::int32:
      return int_tiles.loops[index];
    case DType::int64:
      return long_tiles.loops[index];
    case DType::float32:
      return float_tiles.loops[index];
    case DType::float64:
      return double_tiles.loops[index];
    default:
      return baseline::rare_tile(op, operands.kind());
  }
}

TileLoop cast(DType from, DType to) { return cast_loop(from.kind(), to.kind()); }
RowLoop reduce(Reduction op, DType dtype) { return reduce_loop(op, dtype.kind()); }

constexpr const char* names[] = {"baseline", "avx2", "avx512"};
constexpr int level = vector_bytes == 64 ? 2 : vector_bytes == 32 ? 1 : 0;

}  // namespace

const Kernels table = {
    .name = names[level],
    .panel = panel,
    .tile = tile,
    .cast = cast,
    .reduce = reduce,
    .gemm_tiles = gemm_tiles,
    .gemm = gemm,
    .gemm_scratch = gemm_scratch,
    .transpose = transpose_floats,
    .softmax = softmax_rows,
    .softmax_gradient = softmax_gradient_rows,
    .conv_tiles = conv_tiles,
    .conv_tile = conv_tile,
    .conv_gradient_tiles = conv_gradient_tiles,
    .conv_gradient_tile = conv_gradient_tile,
    .depthwise_line = depthwise_line,
    .depthwise_gradient_line = depthwise_gradient_line,
    .sum_pool_line = sum_pool_line,
    .max_pool_line = max_pool_line,
    .max_pool_gradient = max_pool_gradient,
    .max_pool_pick_line = max_pool_pick_line,
    .philox = philox,
};

}  // namespace keras::runtime::KERAS_ISA
