#include "keras/compiler/fuse.hpp"

#include <algorithm>

#include "keras/core/error.hpp"

namespace keras::compiler {
namespace {

// More members would need more registers than stay in the first-level cache.
constexpr std::size_t most_members = 40;

class Fusion {
 public:
  explicit Fusion(Ir& ir) : ir_(ir) {}

  void run() {
    for (int i = static_cast<int>(ir_.instructions.size()) - 1; i >= 0; --i)
      if (!ir_.instruction(i).outputs.empty()) assign(i);
    merge_readers();
    for (int i = 0; i < static_cast<int>(ir_.instructions.size()); ++i)
      if (std::holds_alternative<graph::MatmulTrait>(ir_.instruction(i).trait)) attach_epilogue(i);
    order();
  }

 private:
  std::int64_t elements(int instruction) const {
    return ir_.value(ir_.instruction(instruction).outputs[0]).spec.shape.elements();
  }

  Group& group(int i) { return ir_.groups[static_cast<std::size_t>(i)]; }

  /// Whether `instruction` reads `value` element by element, not broadcast.
  bool reads_in_full(int instruction, int value) const {
    const auto& reader = ir_.instruction(instruction);
    const auto count = ir_.base(value).spec.shape.elements();
    const auto space = std::holds_alternative<graph::ReduceTrait>(reader.trait)
                           ? ir_.value(reader.inputs[0]).spec.shape.elements()
                           : elements(instruction);
    return count == space;
  }

  /// The one group that holds every reader of `value`, or -1.
  int readers_group(int value) const {
    const auto& readers = ir_.base(value).readers;
    if (readers.empty()) return -1;
    const int first = ir_.instruction(readers[0]).group;
    const bool same = std::all_of(readers.begin(), readers.end(), [&](int reader) {
      return ir_.instruction(reader).group == first && reads_in_full(reader, value);
    });
    return same ? first : -1;
  }

  void assign(int i) {
    auto& instruction = ir_.instruction(i);
    if (!is_pointwise(instruction.trait)) return start_group(i);
    const int output = instruction.outputs[0];
    const int candidate = readers_group(output);
    if (candidate < 0 || !can_join(candidate, i)) return start_group(i);
    instruction.group = candidate;
    group(candidate).members.push_back(i);
  }

  bool can_join(int candidate, int i) {
    const auto& target = group(candidate);
    if (target.members.size() >= most_members || target.elements != elements(i)) return false;
    if (target.kind == Group::Kind::pointwise) return true;
    return target.kind == Group::Kind::reduce && !ir_.value(ir_.instruction(i).outputs[0]).root;
  }

  void start_group(int i) {
    auto& instruction = ir_.instruction(i);
    instruction.group = static_cast<int>(ir_.groups.size());
    Group group;
    if (is_pointwise(instruction.trait)) {
      group = {Group::Kind::pointwise, elements(i), {i}, -1};
    } else if (std::holds_alternative<graph::ReduceTrait>(instruction.trait)) {
      group = {Group::Kind::reduce, ir_.value(instruction.inputs[0]).spec.shape.elements(), {}, i};
    } else {
      const bool product = std::holds_alternative<graph::MatmulTrait>(instruction.trait) &&
                           ir_.value(instruction.outputs[0]).spec.dtype == DType::float32;
      group = {product ? Group::Kind::matmul : Group::Kind::op, 0, {}, i};
    }
    ir_.groups.push_back(std::move(group));
  }

  /// A pointwise group that reads what another one stores joins it, where all else that it reads
  /// is there by then: the elements are still in the nearest cache.
  void merge_readers() {
    positions_.resize(ir_.groups.size());
    std::vector<std::size_t> places(ir_.groups.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto& members = ir_.groups[i].members;
      places[i] = i;
      positions_[i] = ir_.groups[i].heavy;
      for (const int member : members) positions_[i] = std::max(positions_[i], member);
    }
    std::sort(places.begin(), places.end(),
              [&](std::size_t a, std::size_t b) { return positions_[a] < positions_[b]; });
    for (const auto place : places) merge(static_cast<int>(place));
  }

  void merge(int reader) {
    auto& from = group(reader);
    const int maker = last_maker(reader);
    if (maker < 0 || !can_merge(maker, reader)) return;
    auto& into = group(maker);
    for (const int member : from.members) ir_.instruction(member).group = maker;
    into.members.insert(into.members.end(), from.members.begin(), from.members.end());
    from = {};
  }

  /// The group whose results a pointwise group waits for longest, or -1.
  int last_maker(int reader) const {
    int maker = -1;
    for (const int member : ir_.groups[static_cast<std::size_t>(reader)].members) {
      for (const int input : ir_.instruction(member).inputs) {
        const int producer = ir_.base(input).producer;
        const int other = producer < 0 ? reader : ir_.instruction(producer).group;
        if (other == reader) continue;
        if (maker < 0 || position(other) > position(maker)) maker = other;
      }
    }
    return maker;
  }

  int position(int i) const { return positions_[static_cast<std::size_t>(i)]; }

  bool can_merge(int maker, int reader) {
    const auto &into = group(maker), &from = group(reader);
    const bool alike = into.kind == Group::Kind::pointwise && from.kind == into.kind &&
                       into.elements == from.elements &&
                       into.members.size() + from.members.size() <= most_members;
    if (!alike || has_roots(into) || has_roots(from)) return false;
    const auto& shape = ir_.value(ir_.instruction(into.members[0]).outputs[0]).spec.shape;
    if (shape.rank() == 0 || (fits_epilogue(into, shape[-1]) && !fits_epilogue(from, shape[-1])))
      return false;
    return std::all_of(from.members.begin(), from.members.end(), [&](int member) {
      const auto& inputs = ir_.instruction(member).inputs;
      return std::all_of(inputs.begin(), inputs.end(), [&](int input) {
        const int producer = ir_.base(input).producer;
        return producer < 0 || ir_.instruction(producer).group != maker ||
               reads_in_full(member, input);
      });
    });
  }

  bool has_roots(const Group& group) const {
    return std::any_of(group.members.begin(), group.members.end(), [&](int member) {
      return ir_.base(ir_.instruction(member).outputs[0]).root;
    });
  }

  /// A float32 product whose only readers form one pointwise group becomes its first member.
  void attach_epilogue(int i) {
    const auto& product = ir_.instruction(i);
    if (product.outputs.empty()) return;
    const int output = product.outputs[0];
    const auto& value = ir_.value(output);
    if (value.spec.dtype != DType::float32 || value.root || !is_one_matrix(i)) return;
    const int candidate = readers_group(output);
    if (candidate < 0) return;
    auto& target = group(candidate);
    if (target.kind != Group::Kind::pointwise || target.heavy >= 0) return;
    if (target.elements != value.spec.shape.elements() ||
        !fits_epilogue(target, value.spec.shape[-1]))
      return;
    group(product.group).heavy = -1;
    group(product.group).kind = Group::Kind::op;  // empty now
    target.heavy = i;
    target.kind = Group::Kind::matmul;
    ir_.instruction(i).group = candidate;
  }

  /// Whether the product is one of two matrices, not a batch of them.
  bool is_one_matrix(int i) const {
    const auto& product = ir_.instruction(i);
    const auto& trait = std::get<graph::MatmulTrait>(product.trait);
    const auto rank = [&](std::size_t side) {
      return ir_.value(product.inputs[side]).spec.shape.rank();
    };
    return rank(1) == 2 && (rank(0) == 2 || !trait.transpose_a);
  }

  /// Whether every operand is a scalar, a row of `columns`, or has all the elements.
  bool fits_epilogue(const Group& target, std::int64_t columns) const {
    for (const int member : target.members) {
      const auto& instruction = ir_.instruction(member);
      const auto& output = ir_.value(instruction.outputs[0]).spec.shape;
      if (output.empty() || output[-1] != columns) return false;
      for (const int input : instruction.inputs) {
        const auto& shape = ir_.value(input).spec.shape;
        const auto count = shape.elements();
        const bool row = count == columns && shape.rank() > 0 && shape[-1] == columns;
        if (count != 1 && count != target.elements && !row) return false;
      }
    }
    return true;
  }

  /// Sorts members and groups so that everything is computed before it is read.
  void order() {
    std::vector<int> at = positions_;
    std::vector<Group> groups;
    for (std::size_t i = 0; i < at.size(); ++i) {
      auto& each = ir_.groups[i];
      std::sort(each.members.begin(), each.members.end());
      if (each.members.empty() && each.heavy < 0) at[i] = -1;
    }
    std::vector<int> places(ir_.groups.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<int>(i);
    std::erase_if(places, [&](int i) { return at[static_cast<std::size_t>(i)] < 0; });
    std::sort(places.begin(), places.end(), [&](int a, int b) {
      return at[static_cast<std::size_t>(a)] < at[static_cast<std::size_t>(b)];
    });
    for (const int place : places) {
      const int number = static_cast<int>(groups.size());
      groups.push_back(std::move(group(place)));
      for (const int member : groups.back().members) ir_.instruction(member).group = number;
      if (groups.back().heavy >= 0) ir_.instruction(groups.back().heavy).group = number;
    }
    ir_.groups = std::move(groups);
  }

  Ir& ir_;
  std::vector<int> positions_;  ///< Of the groups: the instruction after which they can run.
};

}  // namespace

void fuse(Ir& ir) { Fusion(ir).run(); }

}  // namespace keras::compiler
