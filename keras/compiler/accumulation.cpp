#include "keras/compiler/accumulation.hpp"

namespace keras::compiler {
namespace {

/// Rows of b that every product adds up in one go. More are rounded in between, and the result
/// would no longer be that of the product followed by the update.
constexpr std::int64_t longest_sum = 256;

bool is(const Instruction& instruction, runtime::Tile tile) {
  const auto* pointwise = std::get_if<graph::PointwiseTrait>(&instruction.trait);
  return pointwise && pointwise->tile == tile;
}

/// The other operand of a binary instruction that reads `value` once, or -1.
int beside(const Ir& ir, const Instruction& instruction, int value) {
  const auto same = [&](std::size_t i) {
    return ir.base(instruction.inputs[i]).base == ir.base(value).base;
  };
  if (same(0) == same(1)) return -1;
  return instruction.inputs[same(0) ? 1 : 0];
}

bool sums_in_one_go(const Ir& ir, const Instruction& product) {
  const auto& trait = std::get<graph::MatmulTrait>(product.trait);
  const auto& y = ir.value(product.outputs[0]).spec.shape;
  const auto& b = ir.value(product.inputs[1]).spec.shape;
  return y.rank() == 2 && y[0] > 1 && y[1] > 1 &&
         (trait.transpose_b ? b[-1] : b[-2]) <= longest_sum;
}

}  // namespace

std::optional<Accumulation> accumulation(const Ir& ir, const Group& group) {
  if (group.members.size() != 2) return {};
  const auto &product = ir.instruction(group.heavy), &scaled = ir.instruction(group.members[0]),
             &updated = ir.instruction(group.members[1]);
  const bool adds = is(updated, runtime::Tile::add);
  if (!is(scaled, runtime::Tile::multiply) || !(adds || is(updated, runtime::Tile::subtract)))
    return {};
  const int change = scaled.outputs[0], result = ir.base(updated.outputs[0]).base;
  const int factor = beside(ir, scaled, product.outputs[0]);
  const int variable = beside(ir, updated, change);
  if (factor < 0 || variable < 0 || !sums_in_one_go(ir, product)) return {};
  if (!adds && updated.inputs[0] != variable) return {};
  const auto &to = ir.value(result), &from = ir.base(variable);
  const bool in_place = to.home == Value::Home::variable && from.home == Value::Home::variable &&
                        to.index == from.index && to.spec.dtype == DType::float32;
  const bool seen = ir.base(change).readers.size() > 1 || ir.base(change).root;
  if (!in_place || seen || ir.value(factor).spec.shape.elements() != 1) return {};
  return Accumulation{result, ir.base(factor).base, adds ? 1.0f : -1.0f};
}

}  // namespace keras::compiler
