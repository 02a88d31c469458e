#include "keras/compiler/permutes.hpp"

#include <algorithm>
#include <utility>

namespace keras::compiler {
namespace {

// Products of fewer rows or columns are added up in another order, depending on their strides.
constexpr std::int64_t least_length = 3;

class Absorption {
 public:
  explicit Absorption(Ir& ir) : ir_(ir) {}

  void run() {
    for (int i = 0; i < static_cast<int>(ir_.instructions.size()); ++i)
      if (is_permute(i)) read_in_place(i);
    for (int i = 0; i < static_cast<int>(ir_.instructions.size()); ++i)
      if (is_permute(i)) write_in_place(i);
  }

 private:
  /// Whether it reorders axes of float32, the first one staying where it is.
  bool is_permute(int i) const {
    const auto& instruction = ir_.instruction(i);
    const auto* permute = std::get_if<graph::PermuteTrait>(&instruction.trait);
    return permute && !instruction.outputs.empty() && permute->axes.size() > 2 &&
           permute->axes[0] == 0 && ir_.value(instruction.outputs[0]).spec.dtype == DType::float32;
  }

  const std::vector<int>& axes_of(int permute) const {
    return std::get<graph::PermuteTrait>(ir_.instruction(permute).trait).axes;
  }

  int rank(int value) const { return ir_.value(value).spec.shape.rank(); }

  /// Whether it is a product of as many matrices on both sides.
  bool is_batched(int i) const {
    const auto& product = ir_.instruction(i);
    if (!std::holds_alternative<graph::MatmulTrait>(product.trait)) return false;
    const auto& shape = ir_.value(product.outputs[0]).spec.shape;
    return shape.rank() > 2 && rank(product.inputs[0]) == shape.rank() &&
           rank(product.inputs[1]) == shape.rank() && shape[-1] >= least_length &&
           shape[-2] >= least_length;
  }

  void read_in_place(int i) {
    const auto permute = ir_.instruction(i);
    const int from = permute.inputs[0], to = permute.outputs[0], axes = rank(to);
    const auto& order = axes_of(i);
    const auto& value = ir_.value(to);
    const bool rows_stay =
        order[std::size_t(axes - 1)] == axes - 1 || order[std::size_t(axes - 2)] == axes - 1;
    if (!rows_stay || value.root) return;
    const bool all = std::all_of(value.readers.begin(), value.readers.end(), [&](int reader) {
      const auto& inputs = ir_.instruction(reader).inputs;
      return is_batched(reader) && std::all_of(inputs.begin(), inputs.end(), [&](int input) {
               return input == to || ir_.value(input).base != to;
             });
    });
    if (!all) return;
    for (const int reader : value.readers) {
      auto& product = ir_.instruction(reader);
      for (const std::size_t side : {0, 1})
        if (product.inputs[side] == to) product.inputs[side] = from, product.orders[side] = order;
    }
    drop(ir_, i);
    auto& readers = ir_.base(from).readers;
    readers.insert(readers.end(), value.readers.begin(), value.readers.end());
    std::sort(readers.begin(), readers.end());
    ir_.value(to).readers.clear();
  }

  void write_in_place(int i) {
    const int from = ir_.instruction(i).inputs[0], to = ir_.instruction(i).outputs[0];
    const auto& value = ir_.value(from);
    if (value.base != from || value.producer < 0 || value.root) return;
    if (value.readers != std::vector<int>{i} || !is_batched(value.producer)) return;
    const int last = rank(to) - 1;
    auto order = axes_of(i);
    auto& product = ir_.instruction(value.producer);
    if (order[std::size_t(last)] == last - 1) {
      transpose(product);
      for (int& axis : order)
        if (axis >= last - 1) axis = 2 * last - 1 - axis;
    }
    if (order[std::size_t(last)] != last) return;
    product.outputs[0] = to, product.orders[2] = order;
    ir_.value(to).producer = value.producer;
    drop(ir_, i);
    ir_.value(from).producer = -1;
  }

  /// Turns y = a b into y' = b' a'.
  static void transpose(Instruction& product) {
    auto& trait = std::get<graph::MatmulTrait>(product.trait);
    trait = {!trait.transpose_b, !trait.transpose_a};
    std::swap(product.inputs[0], product.inputs[1]);
    std::swap(product.orders[0], product.orders[1]);
  }

  Ir& ir_;
};

}  // namespace

void absorb_permutes(Ir& ir) { Absorption(ir).run(); }

}  // namespace keras::compiler
