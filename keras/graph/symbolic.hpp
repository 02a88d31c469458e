// Symbolic graphs: what is recorded when layers and operations are called on tensors that stand
// for what a model will be given.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "keras/graph/node.hpp"
#include "keras/graph/op.hpp"
#include "keras/graph/structure.hpp"

namespace keras::graph {

/// One call of a layer or of an operation on symbolic tensors. It never runs: a model replays it.
class Call : public Op {
 public:
  /// The name that the layer or operation has in a model: "dense_1".
  virtual const std::string& called_name() const = 0;
  /// The same for all calls of one layer.
  virtual const void* called() const = 0;
  /// The outputs for other inputs than those of the node.
  virtual Tensors replay(std::span<const Tensor> inputs) const = 0;
  /// Which of the calls of the layer `node` is, counted from 0.
  virtual int number_of(const Node& node) const = 0;
  /// Lengths that its arguments name, which unknown ones may have to be.
  virtual std::vector<std::int64_t> named_lengths() const { return {}; }

  Tensors outputs_like = {};  ///< The structure of the outputs; its tensors are not used.

  std::vector<Spec> infer(std::span<const Spec> inputs) const final;
  std::vector<Tensor> vjp(std::span<const Tensor> inputs, std::span<const Tensor> outputs,
                          std::span<const Tensor> gradients) const final;
  Trait trait() const final { return {}; }
  bool has_kernel() const final { return false; }
  void run(const runtime::Cpu&, std::span<const View>, std::span<const View>) const final {}
  bool parallel() const final { return false; }
  std::size_t scratch_bytes() const final { return 0; }
  bool same(const Op& other) const final { return this == &other; }
  Object attributes() const override { return {}; }
};

/// Whether the tensor is symbolic: it stands for what a model will be given.
bool is_symbolic(const Tensor& tensor);
bool any_symbolic(std::span<const Tensor> tensors);

/// The call that made a symbolic tensor, or nullptr.
const Call* call_of(const Tensor& tensor);
/// The call of a node of a symbolic graph.
const Call& call_at(const Node& node);

/// A leaf without a value of that dtype and shape, in which unknown lengths are `length`.
Tensor stand_in(Spec spec, std::int64_t length);

/// While it lives, calls run on stand-ins: what depends on values is `length` long.
class StandIns {
 public:
  explicit StandIns(std::int64_t length);
  ~StandIns();
  StandIns(const StandIns&) = delete;
  StandIns& operator=(const StandIns&) = delete;
  /// That of the innermost one; nothing outside of any.
  static std::optional<std::int64_t> length();

 private:
  std::optional<std::int64_t> outer_;
};

/// Whether the value of the tensor can be computed now: it depends on nothing that a program is
/// given when it runs.
bool is_known(const Tensor& tensor);

/// The outputs of a call on `inputs`. Their shapes are found by replaying it on stand-ins: what
/// changes when unknown lengths change is unknown itself.
Tensors record_call(std::shared_ptr<Call> call, std::vector<Tensor> inputs);

}  // namespace keras::graph
