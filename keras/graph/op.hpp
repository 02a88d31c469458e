// An operation with its type erased. Never derive from this: see define.hpp.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"
#include "keras/runtime/cpu/kernels.hpp"
#include "keras/runtime/pool.hpp"

namespace keras {

/// What a kernel reads or writes: row-major elements, alive during one call.
struct View {
  const Spec* spec = nullptr;
  void* data = nullptr;

  const Shape& shape() const { return spec->shape; }
  DType dtype() const { return spec->dtype; }
  template <class T>
  T* as() const {
    return static_cast<T*>(data);
  }
};

namespace graph {

// What the compiler may know of an operation beyond its kernel. An operation with a trait needs no
// kernel of its own: the compiler has the loop.

/// Element i of the result is `tile` of the elements i of the (broadcast) inputs.
struct PointwiseTrait {
  runtime::Tile tile;
  friend bool operator==(const PointwiseTrait&, const PointwiseTrait&) = default;
};
/// The elements converted to the dtype of the result.
struct CastTrait {
  friend bool operator==(const CastTrait&, const CastTrait&) = default;
};
/// The input broadcast to the shape of the result.
struct BroadcastTrait {
  friend bool operator==(const BroadcastTrait&, const BroadcastTrait&) = default;
};
/// The same bytes with another shape.
struct ReshapeTrait {
  friend bool operator==(const ReshapeTrait&, const ReshapeTrait&) = default;
};
/// The axes [first, last) reduced to one.
struct ReduceTrait {
  runtime::Reduction reduction;
  int first, last;
  friend bool operator==(const ReduceTrait&, const ReduceTrait&) = default;
};
/// The product of the last two axes, the leading ones broadcast; an operand may be taken
/// transposed.
struct MatmulTrait {
  bool transpose_a, transpose_b;
  friend bool operator==(const MatmulTrait&, const MatmulTrait&) = default;
};
/// Axis i of the result is axis axes[i] of the input.
struct PermuteTrait {
  std::vector<int> axes;
  friend bool operator==(const PermuteTrait&, const PermuteTrait&) = default;
};

/// A row of the last axis of the result is made of the same rows of the inputs, by the kernel of
/// the operation.
struct RowsTrait {
  friend bool operator==(const RowsTrait&, const RowsTrait&) = default;
};

using Trait = std::variant<std::monostate, PointwiseTrait, CastTrait, BroadcastTrait, ReshapeTrait,
                           ReduceTrait, MatmulTrait, PermuteTrait, RowsTrait>;

class Op {
 public:
  virtual ~Op() = default;
  virtual std::string_view name() const = 0;
  virtual std::vector<Spec> infer(std::span<const Spec> inputs) const = 0;
  /// The gradients of the inputs, from those of the outputs (None where nothing depends on it).
  virtual std::vector<Tensor> vjp(std::span<const Tensor> inputs, std::span<const Tensor> outputs,
                                  std::span<const Tensor> gradients) const = 0;
  virtual Trait trait() const = 0;
  /// Whether `run` is there to be called.
  virtual bool has_kernel() const = 0;
  virtual void run(const runtime::Cpu& cpu, std::span<const View> inputs,
                   std::span<const View> outputs) const = 0;
  /// Whether the kernel shares its work among threads (cpu.for_each, cpu.barrier).
  virtual bool parallel() const = 0;
  /// Bytes of `Cpu::scratch` that the kernel needs of each thread.
  virtual std::size_t scratch_bytes() const = 0;
  /// Whether `other` is the same operation with the same attributes: its result can be reused.
  virtual bool same(const Op& other) const = 0;
  /// The attributes, for printing and saving.
  virtual Object attributes() const = 0;
  virtual const void* type() const = 0;
};

/// The outputs of `op` applied to `inputs`, recorded in the graph.
std::vector<Tensor> record(std::shared_ptr<const Op> op, std::vector<Tensor> inputs);

}  // namespace graph
}  // namespace keras
