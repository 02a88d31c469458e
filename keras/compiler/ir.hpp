// The form that the passes work on: instructions over numbered values.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "keras/graph/node.hpp"
#include "keras/graph/op.hpp"

namespace keras::runtime {
struct MatrixUnit;
}

namespace keras::compiler {

/// One tensor of a program.
struct Value {
  enum class Home : std::uint8_t {
    temporary,  ///< in the arena, at `offset`
    argument,   ///< in the caller's memory, number `index`
    result,     ///< in the caller's memory, number `index`
    variable,   ///< in the variable number `index`
    constant,   ///< in `storage`
    scalar,     ///< the number `scalar`, known now
  };

  Spec spec = {};
  Home home = Home::temporary;
  int index = 0;
  double scalar = 0;
  graph::Storage storage = {};
  graph::Layout layout = graph::Layout::plain;
  int base = -1;  ///< The value whose bytes these are (itself, or what was reshaped).
  std::size_t offset = 0;
  std::vector<int> readers = {};  ///< Instructions that read the bytes (kept at the base).
  int producer = -1;              ///< Instruction that writes them, or -1.
  bool root = false;              ///< A result or the new value of a variable: must be stored.
};

struct Instruction {
  std::shared_ptr<const graph::Op> op;
  graph::Trait trait;
  std::vector<int> inputs, outputs;
  int group = -1;
  /// Of a product that reads or writes other orders of axes: axis i of an operand is axis
  /// orders[0][i] or orders[1][i] of the input; axis i of the output is axis orders[2][i] of the
  /// product. Empty: as they are.
  std::array<std::vector<int>, 3> orders = {};
  /// What multiplies the operands of a product, in bfloat16; nullptr where they are float32.
  const runtime::MatrixUnit* unit = nullptr;
};

/// Instructions that run as one kernel.
struct Group {
  enum class Kind : std::uint8_t { pointwise, reduce, matmul, op };
  Kind kind = Kind::op;
  std::int64_t elements = 0;      ///< Of the space that the pointwise members run over.
  std::vector<int> members = {};  ///< Pointwise members in order; producers for a reduction.
  int heavy = -1;                 ///< The reduction, the product or the operation itself.
};

struct Update {
  int variable;  ///< Index into `Ir::slots`.
  int value;     ///< Its new value.
};

struct Ir {
  std::vector<Value> values;
  std::vector<Instruction> instructions;
  std::vector<Group> groups;
  std::vector<std::shared_ptr<graph::Slot>> slots;
  std::vector<int> slot_values;  ///< The value that each slot has at the start.
  std::vector<Update> updates;
  std::vector<int> arguments, results;

  const Value& base(int value) const {
    return values[std::size_t(values[std::size_t(value)].base)];
  }
  Value& base(int value) { return values[std::size_t(values[std::size_t(value)].base)]; }
  const Value& value(int i) const { return values[std::size_t(i)]; }
  Value& value(int i) { return values[std::size_t(i)]; }
  const Instruction& instruction(int i) const { return instructions[std::size_t(i)]; }
  Instruction& instruction(int i) { return instructions[std::size_t(i)]; }
};

/// Takes one reading by the instruction `reader` away: it may read the same value several times.
inline void forget(Value& value, int reader) {
  value.readers.erase(std::find(value.readers.begin(), value.readers.end(), reader));
}

/// Leaves the instruction `i` without work: what it read is read once less.
inline void drop(Ir& ir, int i) {
  auto& instruction = ir.instruction(i);
  for (const int input : instruction.inputs) forget(ir.base(input), i);
  instruction.inputs.clear(), instruction.outputs.clear();
}

inline bool is_pointwise(const graph::Trait& trait) {
  return std::holds_alternative<graph::PointwiseTrait>(trait) ||
         std::holds_alternative<graph::CastTrait>(trait) ||
         std::holds_alternative<graph::BroadcastTrait>(trait);
}

}  // namespace keras::compiler
