#include "keras/compiler/half_products.hpp"

#include <algorithm>
#include <utility>

#include "keras/runtime/cpu/matrix_unit.hpp"

namespace keras::compiler {
namespace {

class HalfProducts {
 public:
  HalfProducts(Ir& ir, const runtime::MatrixUnit* unit) : ir_(ir), unit_(unit) {}

  void run() {
    for (int i = 0; i < static_cast<int>(ir_.instructions.size()); ++i)
      if (suits(ir_.instruction(i))) absorb(i);
  }

 private:
  /// Whether it is a product of one matrix, cast from bfloat16 as the rows before it.
  bool suits(const Instruction& product) const {
    const auto* trait = std::get_if<graph::MatmulTrait>(&product.trait);
    if (!trait || product.outputs.empty()) return false;
    const auto shape = [&](int value) { return ir_.value(value).spec.shape; };
    const auto y = shape(product.outputs[0]), b = shape(product.inputs[1]);
    if (b.rank() != 2 || (trait->transpose_a && shape(product.inputs[0]).rank() != 2)) return false;
    const auto depth = trait->transpose_b ? b[1] : b[0];
    return y.elements() > 0 && runtime::suits_matrix_unit(y.elements() / y[-1], y[-1], depth) &&
           std::all_of(product.inputs.begin(), product.inputs.end(),
                       [&](int input) { return maker(input) >= 0; });
  }

  /// The instruction that casts bfloat16 to the float32 of `value`, or -1.
  int maker(int value) const {
    const int producer = ir_.base(value).producer;
    if (producer < 0 || ir_.value(value).spec.dtype != DType::float32) return -1;
    const auto& instruction = ir_.instruction(producer);
    const bool casts = std::holds_alternative<graph::CastTrait>(instruction.trait) &&
                       ir_.value(instruction.inputs[0]).spec.dtype == DType::bfloat16;
    return casts ? producer : -1;
  }

  void absorb(int i) {
    for (const std::size_t side : {0, 1}) {
      const int wide = ir_.instruction(i).inputs[side], cast = maker(wide);
      auto narrow = ir_.value(ir_.instruction(cast).inputs[0]);
      narrow.spec.shape = ir_.value(wide).spec.shape;
      ir_.base(narrow.base).readers.push_back(i);
      ir_.instruction(i).inputs[side] = static_cast<int>(ir_.values.size());
      ir_.values.push_back(std::move(narrow));
      forget(ir_.base(wide), i);
      drop_unread(cast);
    }
    ir_.instruction(i).unit = unit_;
  }

  void drop_unread(int cast) {
    const auto& value = ir_.value(ir_.instruction(cast).outputs[0]);
    if (value.readers.empty() && !value.root) drop(ir_, cast);
  }

  Ir& ir_;
  const runtime::MatrixUnit* unit_;
};

}  // namespace

void absorb_bfloat16(Ir& ir, const runtime::MatrixUnit* unit) {
  if (unit) HalfProducts(ir, unit).run();
}

}  // namespace keras::compiler
