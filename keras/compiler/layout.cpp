#include "keras/compiler/layout.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace keras::compiler {
namespace {

class Placement {
 public:
  explicit Placement(Ir& ir) : ir_(ir) {}

  bool in_place(const Update& update) const {
    const auto& value = ir_.base(update.value);
    const auto& old = ir_.value(ir_.slot_values[std::size_t(update.variable)]);
    if (value.producer < 0) return false;
    const int group = ir_.instruction(value.producer).group;
    const auto& maker = ir_.groups[std::size_t(group)];
    if (maker.members.empty()) return old.readers.empty();
    if (maker.kind == Group::Kind::reduce) return false;
    return std::all_of(old.readers.begin(), old.readers.end(),
                       [&](int reader) { return reads_before(reader, group, value); });
  }

 private:
  /// Whether `reader` has read an element before the group writes it.
  bool reads_before(int reader, int group, const Value& value) const {
    const auto& instruction = ir_.instruction(reader);
    if (instruction.group != group) return instruction.group < group;
    if (!is_pointwise(instruction.trait)) return false;  // the product itself
    return ir_.value(instruction.outputs[0]).spec.shape.elements() == value.spec.shape.elements();
  }

  const Ir& ir_;
};

/// Finds the values that must be in panels together.
class Panels {
 public:
  explicit Panels(Ir& ir) : ir_(ir) {}

  std::vector<std::pair<int, int>> run() {
    for (const int value : ir_.slot_values)
      if (read_by_product(value)) choose(value);
    for (const int value : chosen_) ir_.value(value).layout = graph::Layout::panels;
    // New values of chosen variables that are written in place lie where the variables lie.
    for (const auto& update : ir_.updates) {
      auto& value = ir_.base(update.value);
      if (value.home == Value::Home::variable)
        value.layout = ir_.value(ir_.slot_values[std::size_t(update.variable)]).layout;
    }
    return give_copies();
  }

 private:
  const Group& group_of(int instruction) const {
    return ir_.groups[std::size_t(ir_.instruction(instruction).group)];
  }

  bool is_product(int instruction) const {
    const auto& group = group_of(instruction);
    return group.kind == Group::Kind::matmul && group.heavy == instruction;
  }

  bool is_right_side(int instruction, int value) const {
    const auto& inputs = ir_.instruction(instruction).inputs;
    return is_product(instruction) && inputs[1] == value && inputs[0] != value &&
           ir_.value(inputs[1]).spec.shape.rank() == 2 && one_matrix(instruction);
  }

  bool one_matrix(int instruction) const {
    const auto& trait = std::get<graph::MatmulTrait>(ir_.instruction(instruction).trait);
    return !trait.transpose_a ||
           ir_.value(ir_.instruction(instruction).inputs[0]).spec.shape.rank() == 2;
  }

  bool read_by_product(int value) const {
    const auto& spec = ir_.value(value).spec;
    if (spec.dtype != DType::float32 || spec.shape.rank() != 2) return false;
    const auto& readers = ir_.value(value).readers;
    return std::any_of(readers.begin(), readers.end(),
                       [&](int r) { return is_right_side(r, value); });
  }

  /// Adds `value` and all that must go with it, or nothing.
  void choose(int value) {
    std::set<int> together;
    std::vector<int> pending = {value};
    while (!pending.empty()) {
      const int next = pending.back();
      pending.pop_back();
      if (!together.insert(next).second) continue;
      const auto* maker = writer_in_place(next);
      if (maker && !add_companions(*maker, ir_.value(next).spec.shape, pending)) return;
    }
    chosen_.insert(together.begin(), together.end());
  }

  /// The group that writes the new value of the variable behind `value` in place.
  const Group* writer_in_place(int value) const {
    for (const auto& update : ir_.updates) {
      const auto& made = ir_.base(update.value);
      if (ir_.slot_values[std::size_t(update.variable)] == value &&
          made.home == Value::Home::variable)
        return &group_of(made.producer);
    }
    return nullptr;
  }

  /// The variables that `group` reads or writes element by element; false if it cannot run in
  /// panels.
  bool add_companions(const Group& group, const Shape& shape, std::vector<int>& pending) const {
    if (group.kind != Group::Kind::pointwise && group.kind != Group::Kind::matmul) return false;
    for (const int member : group.members) {
      const auto& instruction = ir_.instruction(member);
      if (ir_.value(instruction.outputs[0]).spec.shape != shape) return false;
      if (!stored_in_variable(instruction.outputs[0], pending)) return false;
      for (const int input : instruction.inputs)
        if (!can_read(group, input, shape, pending)) return false;
    }
    return true;
  }

  bool stored_in_variable(int output, std::vector<int>& pending) const {
    const auto& value = ir_.base(output);
    const bool inside = std::all_of(value.readers.begin(), value.readers.end(), [&](int reader) {
      return ir_.instruction(reader).group == ir_.instruction(value.producer).group;
    });
    if (!inside) return false;
    if (!value.root) return true;
    if (value.home != Value::Home::variable || value.spec.dtype != DType::float32) return false;
    pending.push_back(ir_.slot_values[std::size_t(value.index)]);
    return true;
  }

  bool can_read(const Group& group, int input, const Shape& shape,
                std::vector<int>& pending) const {
    const auto& value = ir_.value(input);
    if (value.spec.shape.elements() == 1) return true;
    if (value.spec.shape != shape) return false;
    const auto& base = ir_.base(input);
    if (base.producer >= 0 && &group_of(base.producer) == &group) return true;
    if (base.home != Value::Home::variable || base.spec.dtype != DType::float32) return false;
    if (base.base != input) return false;
    pending.push_back(input);
    return true;
  }

  /// Whether `reader` can read `value` in panels.
  bool reads_panels(int reader, int value) const {
    if (is_right_side(reader, value)) return true;
    if (is_product(reader)) return false;
    const auto& group = group_of(reader);
    const auto writes_chosen = [&](int member) {
      const auto& made = ir_.base(ir_.instruction(member).outputs[0]);
      return made.root && made.home == Value::Home::variable &&
             chosen_.contains(ir_.slot_values[std::size_t(made.index)]);
    };
    return is_pointwise(ir_.instruction(reader).trait) &&
           std::any_of(group.members.begin(), group.members.end(), writes_chosen);
  }

  std::vector<std::pair<int, int>> give_copies() {
    std::vector<std::pair<int, int>> copies;
    for (const int value : chosen_) {
      int copy = -1;
      for (const int reader : std::vector(ir_.value(value).readers)) {
        if (reads_panels(reader, value)) continue;
        if (copy < 0) {
          copy = add_copy(value);
          copies.push_back({value, copy});
        }
        move_reader(reader, value, copy);
      }
    }
    return copies;
  }

  int add_copy(int value) {
    Value copy{.spec = ir_.value(value).spec};
    copy.base = static_cast<int>(ir_.values.size());
    ir_.values.push_back(std::move(copy));
    return ir_.values.back().base;
  }

  /// Makes `reader` read `copy` where it read `value`, under whatever shape.
  void move_reader(int reader, int value, int copy) {
    for (auto& input : ir_.instruction(reader).inputs) {
      if (ir_.value(input).base != value) continue;
      if (input == value) {
        input = copy;
      } else {
        Value reshaped = ir_.value(input);
        reshaped.base = copy;
        input = static_cast<int>(ir_.values.size());
        ir_.values.push_back(std::move(reshaped));
      }
    }
    std::erase(ir_.value(value).readers, reader);
    ir_.value(copy).readers.push_back(reader);
  }

  Ir& ir_;
  std::set<int> chosen_;
};

}  // namespace

std::vector<Update> place_results(Ir& ir) {
  for (std::size_t i = 0; i < ir.results.size(); ++i) {
    auto& value = ir.base(ir.results[i]);
    value.home = Value::Home::result;
    value.index = static_cast<int>(i);
  }
  std::vector<Update> copies;
  for (const auto& update : ir.updates) {
    if (Placement(ir).in_place(update)) {
      auto& value = ir.base(update.value);
      value.home = Value::Home::variable;
      value.index = update.variable;
    } else {
      copies.push_back(update);
    }
  }
  return copies;
}

std::vector<std::pair<int, int>> choose_layouts(Ir& ir) { return Panels(ir).run(); }

}  // namespace keras::compiler
