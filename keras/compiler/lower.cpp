#include "keras/compiler/lower.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "keras/core/error.hpp"
#include "keras/graph/define.hpp"

namespace keras::compiler {
namespace {

using graph::Node;

/// The nodes that `roots` need, inputs first.
std::vector<const Node*> needed_nodes(const std::vector<Tensor>& roots) {
  std::vector<const Node*> nodes, pending;
  std::unordered_set<const Node*> seen;
  const auto visit = [&](const Tensor& tensor) {
    if (seen.insert(tensor.node().get()).second) pending.push_back(tensor.node().get());
  };
  for (const auto& root : roots) visit(root);
  while (!pending.empty()) {
    const auto* node = pending.back();
    pending.pop_back();
    nodes.push_back(node);
    if (node->kind != Node::Kind::operation || node->computed()) continue;
    for (const auto& input : node->inputs) visit(input);
  }
  std::sort(nodes.begin(), nodes.end(), [](auto* a, auto* b) { return a->id < b->id; });
  return nodes;
}

struct Copy {
  static constexpr auto name = "copy";
  Spec infer(const Spec& x) const { return x; }
  graph::Trait trait() const { return graph::CastTrait{}; }
};

std::shared_ptr<const graph::Op> copy_op() {
  static const auto op =
      std::make_shared<const graph::detail::Erased<Copy, std::index_sequence<0>>>(Copy{});
  return op;
}

class Lowering {
 public:
  explicit Lowering(const Traced& traced) : traced_(traced) {}

  Ir take() {
    auto roots = traced_.results;
    for (const auto& update : traced_.updates) roots.push_back(update.value);
    for (const auto& argument : traced_.arguments) {
      const int value = leaf(*argument.node(), Value::Home::argument);
      ir_.value(value).index = static_cast<int>(ir_.arguments.size());
      ir_.arguments.push_back(value);
    }
    for (const auto* node : needed_nodes(roots)) lower(*node);
    for (const auto& result : traced_.results) ir_.results.push_back(root(result));
    for (const auto& update : traced_.updates) add_update(update);
    connect();
    return std::move(ir_);
  }

 private:
  int add_value(Value value) {
    const int i = static_cast<int>(ir_.values.size());
    if (value.base < 0) value.base = i;
    ir_.values.push_back(std::move(value));
    return i;
  }

  int leaf(const Node& node, Value::Home home) {
    const int value = add_value({.spec = node.specs[0], .home = home});
    places_[&node] = {value};
    return value;
  }

  int slot_value(const std::shared_ptr<graph::Slot>& slot) {
    const auto at = std::find(ir_.slots.begin(), ir_.slots.end(), slot);
    if (at != ir_.slots.end()) return ir_.slot_values[std::size_t(at - ir_.slots.begin())];
    const int value = add_value({.spec = slot->spec, .home = Value::Home::variable});
    ir_.value(value).index = static_cast<int>(ir_.slots.size());
    ir_.slots.push_back(slot);
    ir_.slot_values.push_back(value);
    return value;
  }

  void lower(const Node& node) {
    if (places_.contains(&node)) return;  // an argument
    if (node.kind == Node::Kind::variable) {
      places_[&node] = {slot_value(node.slot)};
    } else if (node.kind == Node::Kind::scalar) {
      ir_.value(leaf(node, Value::Home::scalar)).scalar = node.scalar;
    } else if (node.computed()) {
      constants(node);
    } else if (node.kind == Node::Kind::placeholder) {
      fail(
          "a value was asked that is only known when a program runs; inside of a training step or "
          "jit use ops::cond, or compile({.run_eagerly = true}); symbolic tensors have no values");
    } else {
      operation(node);
    }
  }

  void constants(const Node& node) {
    for (std::size_t i = 0; i < node.specs.size(); ++i) {
      const int value = add_value({.spec = node.specs[i], .home = Value::Home::constant});
      ir_.value(value).storage = node.values[i];
      ir_.value(value).layout = node.values[i].layout;
      places_[&node].push_back(value);
    }
  }

  int place(const Tensor& tensor) const {
    return places_.at(tensor.node().get())[std::size_t(tensor.output())];
  }

  void operation(const Node& node) {
    Instruction instruction{node.op, node.op->trait(), {}, {}};
    for (const auto& input : node.inputs) instruction.inputs.push_back(place(input));
    if (std::holds_alternative<graph::ReshapeTrait>(instruction.trait)) {
      reshape(node, instruction.inputs[0]);
      return;
    }
    const bool product = std::holds_alternative<graph::MatmulTrait>(instruction.trait);
    if (product && node.specs[0].dtype == DType::float32) absorb_transposes(instruction);
    if (const auto* twin = equal_instruction(instruction)) {
      places_[&node] = twin->outputs;
      return;
    }
    for (const auto& spec : node.specs) {
      if (!spec.shape.known())
        fail("ops.", node.op->name(), ": a symbolic tensor of shape ", spec.shape, " has no value");
      instruction.outputs.push_back(add_value({.spec = spec, .producer = next()}));
    }
    places_[&node] = instruction.outputs;
    producers_[{instruction.op->type(), instruction.inputs}].push_back(next());
    ir_.instructions.push_back(std::move(instruction));
  }

  int next() const { return static_cast<int>(ir_.instructions.size()); }

  void reshape(const Node& node, int input) {
    Value value = ir_.value(input);
    value.spec = node.specs[0];
    if (value.home == Value::Home::scalar) value.base = -1;
    places_[&node] = {add_value(std::move(value))};
  }

  const Instruction* equal_instruction(const Instruction& instruction) const {
    const auto found = producers_.find({instruction.op->type(), instruction.inputs});
    if (found == producers_.end()) return nullptr;
    for (const int i : found->second)
      if (ir_.instruction(i).op->same(*instruction.op) &&
          ir_.instruction(i).trait == instruction.trait)
        return &ir_.instruction(i);
    return nullptr;
  }

  /// matmul(transpose(a), b) reads a where it lies, when only the last two axes are swapped.
  void absorb_transposes(Instruction& instruction) const {
    auto& trait = std::get<graph::MatmulTrait>(instruction.trait);
    for (const int side : {0, 1}) {
      auto& input = instruction.inputs[std::size_t(side)];
      const int producer = ir_.value(input).base == input ? ir_.value(input).producer : -1;
      if (producer < 0) continue;
      const auto* permute = std::get_if<graph::PermuteTrait>(&ir_.instruction(producer).trait);
      if (!permute || !swaps_last_two(permute->axes)) continue;
      input = ir_.instruction(producer).inputs[0];
      (side == 0 ? trait.transpose_a : trait.transpose_b) ^= true;
    }
  }

  static bool swaps_last_two(const std::vector<int>& axes) {
    const int rank = static_cast<int>(axes.size());
    for (int i = 0; i < rank - 2; ++i)
      if (axes[std::size_t(i)] != i) return false;
    return rank >= 2 && axes[std::size_t(rank - 1)] == rank - 2;
  }

  /// A value that is computed for this one purpose, so that it can be written where it is wanted.
  int root(const Tensor& tensor) {
    int value = place(tensor);
    if (ir_.base(value).home != Value::Home::temporary || ir_.base(value).root) {
      const int copy = add_value({.spec = tensor.spec(), .producer = next()});
      ir_.instructions.push_back({copy_op(), graph::CastTrait{}, {value}, {copy}});
      value = copy;
    }
    ir_.base(value).root = true;
    return value;
  }

  void add_update(const graph::Trace::Update& update) {
    slot_value(update.slot);  // it may be written without having been read
    const auto at = std::find(ir_.slots.begin(), ir_.slots.end(), update.slot);
    ir_.updates.push_back({static_cast<int>(at - ir_.slots.begin()), root(update.value)});
  }

  /// Drops instructions that nothing reads (left over by absorb_transposes) and lists the readers.
  void connect() {
    std::vector<bool> used(ir_.values.size());
    for (std::size_t i = 0; i < ir_.values.size(); ++i) used[i] = ir_.values[i].root;
    for (auto at = ir_.instructions.rbegin(); at != ir_.instructions.rend(); ++at) {
      const bool live = std::any_of(at->outputs.begin(), at->outputs.end(),
                                    [&](int v) { return used[std::size_t(v)]; });
      if (!live) {
        at->inputs.clear(), at->outputs.clear();
        continue;
      }
      for (const int input : at->inputs) used[std::size_t(ir_.value(input).base)] = true;
    }
    for (int i = 0; i < next(); ++i) {
      for (const int input : ir_.instruction(i).inputs) ir_.base(input).readers.push_back(i);
    }
  }

  const Traced& traced_;
  Ir ir_;
  std::unordered_map<const Node*, std::vector<int>> places_;
  std::map<std::pair<const void*, std::vector<int>>, std::vector<int>> producers_;
};

}  // namespace

Ir lower(const Traced& traced) { return Lowering(traced).take(); }

}  // namespace keras::compiler
