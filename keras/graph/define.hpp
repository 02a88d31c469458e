// How an operation is defined: a struct of attributes with up to four functions.
//
//   struct Softmax {
//     static constexpr auto name = "softmax";
//     int axis = -1;                                          // attributes: plain, comparable
//     Spec infer(const Spec& x) const;                        // shape and dtype (required)
//     Tensor vjp(const Tensor& x, const Tensor& y, const Tensor& dy) const;      // gradient
//     void run(const runtime::Cpu& cpu, const View& x, const View& y) const;     // kernel
//     static constexpr bool parallel = true;                  // run() shares its work and may not
//                                                             // throw; else ValueError ends a run
//     static constexpr std::size_t scratch_bytes = 4096;      // run() asks for this much scratch
//   };
//
//   Tensor softmax(const Tensor& x, int axis) { return graph::apply(Softmax{axis}, x); }
//
// Several inputs are several parameters, any number of them a std::span. Several outputs are a
// std::vector<Spec> from infer, a std::span<const View> in run, and spans of outputs and gradients
// in vjp. vjp of several inputs returns a std::vector<Tensor>, None where there is no gradient.
// An operation that the compiler has a loop for has a `Trait trait() const` in place of run. A
// pointwise operation only names its arithmetic, `static constexpr auto tile =
// runtime::Tile::exp;`: shape, broadcasting, dtype and loop follow; its operands have one dtype.
#pragma once
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/config.hpp"
#include "keras/core/error.hpp"
#include "keras/core/reflect.hpp"
#include "keras/graph/op.hpp"

namespace keras::graph {

/// The result of `tile` on operands of one dtype, broadcast together.
Spec pointwise_spec(const char* name, runtime::Tile tile, std::span<const Spec> inputs);

namespace detail {

template <class D>
inline constexpr char type_tag = 0;

inline std::vector<Spec> listed(Spec spec) { return {std::move(spec)}; }
inline std::vector<Spec> listed(std::vector<Spec> specs) { return specs; }
inline std::vector<Tensor> listed(Tensor gradient) { return {std::move(gradient)}; }
inline std::vector<Tensor> listed(std::vector<Tensor> gradients) { return gradients; }

/// Whether all members of two structs are equal.
template <class D>
bool equal_members(const D& a, const D& b) {
  const auto left = reflect::members(a), right = reflect::members(b);
  return left == right;
}

/// `D` behind the interface `Op`, for `count` inputs; as a list if `count` is `any`.
template <class D, class Indices>
struct Erased;

struct Any {};

template <class D>
struct ErasedBase : Op {
  D op;
  explicit ErasedBase(D d) : op(std::move(d)) {}
  std::string_view name() const override { return D::name; }
  const void* type() const override { return &type_tag<D>; }
  bool parallel() const override {
    if constexpr (requires { D::parallel; }) return D::parallel;
    return false;
  }
  std::size_t scratch_bytes() const override {
    if constexpr (requires { D::scratch_bytes; }) return D::scratch_bytes;
    return 0;
  }
  Trait trait() const override {
    if constexpr (requires { op.trait(); }) return op.trait();
    if constexpr (requires { D::tile; }) return PointwiseTrait{D::tile};
    return {};
  }
  bool same(const Op& other) const override {
    return other.type() == type() && equal_members(static_cast<const ErasedBase&>(other).op, op);
  }
  Object attributes() const override { return to_config(op); }
  [[noreturn]] void no_gradient() const { fail("ops.", D::name, ": no gradient is defined"); }
};

template <class D, std::size_t... I>
struct Erased<D, std::index_sequence<I...>> final : ErasedBase<D> {
  using ErasedBase<D>::ErasedBase;
  using ErasedBase<D>::op;

  std::vector<Spec> infer(std::span<const Spec> in) const override {
    if constexpr (requires { D::tile; }) {
      return {pointwise_spec(D::name, D::tile, in)};
    } else {
      return listed(op.infer(in[I]...));
    }
  }

  std::vector<Tensor> vjp(std::span<const Tensor> in, std::span<const Tensor> out,
                          std::span<const Tensor> grads) const override {
    if constexpr (requires { op.vjp(in[I]..., out[0], grads[0]); }) {
      return listed(op.vjp(in[I]..., out[0], grads[0]));
    } else if constexpr (requires { op.vjp(in[I]..., out, grads); }) {
      return listed(op.vjp(in[I]..., out, grads));
    } else {
      this->no_gradient();
    }
  }

  static constexpr bool one = requires(const D d, const runtime::Cpu& cpu, const View& v) {
    d.run(cpu, (static_cast<void>(I), v)..., v);
  };
  static constexpr bool many =
      requires(const D d, const runtime::Cpu& cpu, const View& v, std::span<const View> vs) {
    d.run(cpu, (static_cast<void>(I), v)..., vs);
  };
  bool has_kernel() const override { return one || many; }
  void run(const runtime::Cpu& cpu, [[maybe_unused]] std::span<const View> in,
           std::span<const View> out) const override {
    if constexpr (one) {
      op.run(cpu, in[I]..., out[0]);
    } else if constexpr (many) {
      op.run(cpu, in[I]..., out);
    } else {
      check(false, "ops.", D::name, " has no kernel");
    }
  }
};

template <class D>
struct Erased<D, Any> final : ErasedBase<D> {
  using ErasedBase<D>::ErasedBase;
  using ErasedBase<D>::op;

  std::vector<Spec> infer(std::span<const Spec> in) const override { return listed(op.infer(in)); }

  std::vector<Tensor> vjp(std::span<const Tensor> in, std::span<const Tensor> out,
                          std::span<const Tensor> grads) const override {
    if constexpr (requires { op.vjp(in, out[0], grads[0]); }) {
      return listed(op.vjp(in, out[0], grads[0]));
    } else if constexpr (requires { op.vjp(in, out, grads); }) {
      return listed(op.vjp(in, out, grads));
    } else {
      this->no_gradient();
    }
  }

  static constexpr bool one =
      requires(const D d, const runtime::Cpu& cpu, std::span<const View> v) {
    d.run(cpu, v, v[0]);
  };
  static constexpr bool many =
      requires(const D d, const runtime::Cpu& cpu, std::span<const View> v) {
    d.run(cpu, v, v);
  };
  bool has_kernel() const override { return one || many; }
  void run(const runtime::Cpu& cpu, std::span<const View> in,
           std::span<const View> out) const override {
    if constexpr (one) {
      op.run(cpu, in, out[0]);
    } else if constexpr (many) {
      op.run(cpu, in, out);
    } else {
      check(false, "ops.", D::name, " has no kernel");
    }
  }
};

}  // namespace detail

/// Records `op(inputs...)` in the graph; the shape rule runs now, the kernel when values are asked.
template <class D, class... In>
requires(std::same_as<In, Tensor>&&...) Tensor apply(D op, const In&... inputs) {
  using Op = detail::Erased<D, std::index_sequence_for<In...>>;
  return record(std::make_shared<const Op>(std::move(op)), {inputs...})[0];
}

/// The same for an operation with any number of inputs.
template <class D>
Tensor apply(D op, std::vector<Tensor> inputs) {
  using Op = detail::Erased<D, detail::Any>;
  return record(std::make_shared<const Op>(std::move(op)), std::move(inputs))[0];
}

/// The same for an operation with several outputs.
template <class D, class... In>
requires(std::same_as<In, Tensor>&&...) std::vector<Tensor> apply_many(D op, const In&... inputs) {
  using Op = detail::Erased<D, std::index_sequence_for<In...>>;
  return record(std::make_shared<const Op>(std::move(op)), {inputs...});
}

}  // namespace keras::graph
