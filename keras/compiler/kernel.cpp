#include "keras/compiler/kernel.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "keras/compiler/matmul_kernel.hpp"
#include "keras/compiler/pointwise_kernel.hpp"
#include "keras/compiler/reduce_kernel.hpp"
#include "keras/core/error.hpp"

namespace keras::compiler {
namespace {

constexpr std::int64_t worth_a_waking = 1 << 12;      // elements
constexpr std::int64_t rows_worth_sharing = 1 << 13;  // elements

/// An operation with a kernel of its own.
class OpKernel final : public Kernel {
 public:
  OpKernel(const Ir& ir, const Instruction& instruction) : op_(instruction.op) {
    if (!op_->has_kernel()) fail("ops.", op_->name(), ": has no kernel for these operands");
    for (const int input : instruction.inputs) add(ir, input, inputs_, reads);
    for (const int output : instruction.outputs) add(ir, output, outputs_, writes);
    const bool in_rows = std::holds_alternative<graph::RowsTrait>(instruction.trait);
    parallel = op_->parallel() && (!in_rows || largest() >= rows_worth_sharing);
    worth_waking = parallel && largest() >= worth_a_waking;
  }

  void run(const runtime::Cpu& cpu, void* const* pointers) const override {
    const auto in = views(inputs_, pointers), out = views(outputs_, pointers);
    op_->run(cpu, in, out);
  }

  std::string describe() const override { return std::string(op_->name()); }
  std::size_t scratch_bytes() const override { return op_->scratch_bytes(); }

 private:
  struct Place {
    int value;
    Spec spec;
  };

  /// The views of one call; on the stack for ordinary numbers of operands.
  class Views {
   public:
    operator std::span<const View>() const {
      return {many_.empty() ? few_.data() : many_.data(), count_};
    }
    std::array<View, 8> few_;
    std::vector<View> many_;
    std::size_t count_ = 0;
  };

  static void add(const Ir& ir, int value, std::vector<Place>& places, std::vector<int>& bases) {
    places.push_back({ir.base(value).base, ir.value(value).spec});
    bases.push_back(ir.base(value).base);
  }

  static Views views(const std::vector<Place>& places, void* const* pointers) {
    Views result;
    result.count_ = places.size();
    if (places.size() > result.few_.size()) result.many_.resize(places.size());
    auto* views = result.many_.empty() ? result.few_.data() : result.many_.data();
    for (std::size_t i = 0; i < places.size(); ++i)
      views[i] = {&places[i].spec, pointers[places[i].value]};
    return result;
  }

  /// The elements of its largest operand.
  std::int64_t largest() const {
    std::int64_t most = 0;
    for (const auto* places : {&inputs_, &outputs_})
      for (const auto& place : *places) most = std::max(most, place.spec.shape.elements());
    return most;
  }

  std::shared_ptr<const graph::Op> op_;
  std::vector<Place> inputs_, outputs_;
};

/// The same elements in another place and perhaps another layout.
class CopyKernel final : public Kernel {
 public:
  CopyKernel(const Ir& ir, int from, int to)
      : from_(ir.base(from).base),
        to_(ir.base(to).base),
        shape_(ir.value(to).spec.shape),
        from_layout_(ir.value(from_).layout),
        to_layout_(ir.value(to_).layout),
        bytes_(static_cast<std::size_t>(shape_.elements()) * ir.value(to).spec.dtype.itemsize()) {
    reads = {from_}, writes = {to_};
  }

  void run(const runtime::Cpu&, void* const* pointers) const override {
    auto* from = static_cast<float*>(pointers[from_]);
    auto* to = static_cast<float*>(pointers[to_]);
    if (from_layout_ == to_layout_) {
      const auto cols = shape_.rank() == 2 ? shape_[1] : 0, panel = runtime::kernels().panel;
      const bool panels = to_layout_ == graph::Layout::panels;
      const auto padded = panels ? static_cast<std::size_t>(panels_bytes(cols, panel)) : bytes_;
      std::memcpy(to, from, padded);
    } else if (to_layout_ == graph::Layout::panels) {
      runtime::to_panels(from, to, shape_[0], shape_[1]);
    } else {
      runtime::from_panels(from, to, shape_[0], shape_[1]);
    }
  }

  std::string describe() const override { return "copy"; }

 private:
  std::int64_t panels_bytes(std::int64_t cols, std::int64_t panel) const {
    return runtime::panels_size(shape_[0], cols, panel) * std::int64_t{sizeof(float)};
  }

  int from_, to_;
  Shape shape_;
  graph::Layout from_layout_, to_layout_;
  std::size_t bytes_;
};

}  // namespace

std::unique_ptr<Kernel> make_kernel(Ir& ir, const Group& group) {
  switch (group.kind) {
    case Group::Kind::pointwise:
      return std::make_unique<PointwiseKernel>(ir, group);
    case Group::Kind::reduce:
      return std::make_unique<ReduceKernel>(ir, group);
    case Group::Kind::matmul:
      return std::make_unique<MatmulKernel>(ir, group);
    case Group::Kind::op:
      return std::make_unique<OpKernel>(ir, ir.instruction(group.heavy));
  }
  check(false, "a group without a kind");
  return nullptr;
}

std::unique_ptr<Kernel> make_copy(const Ir& ir, int value, int target) {
  return std::make_unique<CopyKernel>(ir, value, target);
}

}  // namespace keras::compiler
