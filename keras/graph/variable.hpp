// State that programs read and update.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras {

struct VariableOptions;
namespace graph {

/// What the handles of one variable share.
struct Slot {
  Spec spec = {};
  Tensor value = {};  ///< Its value outside of traces.
  std::string name = {};
  std::string path = {};
  bool trainable = true;
  std::function<Tensor(const Tensor&)> regularizer = {}, constraint = {};
  std::function<Tensor(const Tensor&)> adapted = {};  ///< The value with its low-rank change.
  bool saved = true;  ///< Whether files hold it; a change is held by what it changes.
  bool overwrite_with_gradient = false;  ///< Optimizers set it to its gradient (float8 scales).
};

}  // namespace graph

/// A tensor that changes by `assign`: a handle, so that copies share the state.
class Variable {
 public:
  Variable() = default;
  /// A scalar float32 variable that starts at `value`.
  Variable(double value);
  /// A variable that starts at `value`.
  explicit Variable(const Tensor& value, std::string name = "variable", bool trainable = true);
  /// A variable by shape, initializer, regularizer and so on (layers/variable_options.hpp).
  explicit Variable(const VariableOptions& options);

  bool defined() const { return slot_ != nullptr; }
  /// The value now; in a trace, the value at this point of the program.
  Tensor value() const;
  /// Sets the value: same shape, converted to the variable's dtype.
  void assign(const Tensor& value) const;
  void assign_add(const Tensor& change) const;
  void assign_sub(const Tensor& change) const;

  Shape shape() const;
  DType dtype() const;
  std::string name() const;
  std::string path() const;
  bool trainable() const;
  void trainable(bool value) const;

  const std::shared_ptr<graph::Slot>& slot() const { return slot_; }
  friend bool operator==(const Variable& a, const Variable& b) { return a.slot_ == b.slot_; }

 private:
  std::shared_ptr<graph::Slot> slot_;
};

using Variables = std::vector<Variable>;

}  // namespace keras
