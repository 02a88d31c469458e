#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/registry.hpp"
#include "keras/graph/variable.hpp"
#include "keras/optimizers/schedule.hpp"

namespace keras {

namespace optimizers {

/// The arguments that every optimizer ends with, in Keras's order.
struct CommonOptions {
  std::optional<double> weight_decay = {};     ///< Decoupled: var -= var * weight_decay * rate.
  std::optional<double> clipnorm = {};         ///< Largest norm of each gradient.
  std::optional<double> clipvalue = {};        ///< Largest absolute value of a gradient's elements.
  std::optional<double> global_clipnorm = {};  ///< Largest norm of all gradients together.
  bool use_ema = false;  ///< Keep an exponential moving average of the weights.
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};
  std::optional<double> loss_scale_factor = {};
  std::optional<int> gradient_accumulation_steps = {};
};

/// Changes variables along their gradients: by name ("adam") or object. A handle, copies share
/// state.
///
///     optimizer.minimize(loss, model.trainable_variables());
class Optimizer {
 public:
  static constexpr const char* kind = "optimizer";

  class Impl {
   public:
    Impl(std::string name, LearningRate rate, CommonOptions common);
    virtual ~Impl() = default;
    virtual std::string_view class_name() const = 0;
    virtual Object config() const = 0;
    /// Makes the slots for `trainable`, in Keras's order.
    virtual void build_slots(const Variables& trainable) = 0;
    /// Updates variable number `i` by `gradient`.
    virtual void update(std::size_t i, const Variable& variable, const Tensor& gradient,
                        const Tensor& rate) = 0;
    /// What happens once a step, before the variables (Nadam's schedule of momentum).
    virtual void before_updates(const Tensor& /*rate*/) {}

    void build(const Variables& trainable);
    void apply(std::vector<Tensor> gradients);
    /// iteration, learning_rate (unless scheduled), averages, accumulators, slots: Keras's order.
    Variables variables() const;
    Tensor current_rate() const;

    std::string name;
    LearningRate rate;
    CommonOptions common;
    Variable iterations, learning_rate;  ///< int32; float32, only without a schedule.
    Variables trainable = {}, averages = {}, accumulators = {}, slots = {};
    bool built = false;

   protected:
    /// A slot of zeros (or of `value`) shaped like `variable`.
    Variable add_slot(const Variable& variable, const char* slot_name, double value = 0);
    /// A scalar slot.
    Variable add_scalar(double value, const char* slot_name);

   private:
    bool accumulate(std::vector<Tensor>& gradients);
    void clip(std::vector<Tensor>& gradients) const;
    void average(std::size_t i, const Variable& variable);
  };

  Optimizer() = default;
  Optimizer(const char* name) : Optimizer(std::string(name)) {}
  Optimizer(const std::string& name) : Optimizer(deserialize<Optimizer>(name)) {}
  explicit Optimizer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  std::string name() const { return impl_->name; }
  std::string_view class_name() const { return impl_->class_name(); }

  /// Makes the state for `variables`; `apply` does it when it has not been done.
  void build(const Variables& variables) const;
  /// One step: `gradients` in the order of `variables`; None is skipped.
  void apply(const std::vector<Tensor>& gradients, const Variables& variables) const;
  /// One step along the gradients of `loss`.
  void minimize(const Tensor& loss, const Variables& variables) const;

  /// The rate of the next step.
  double learning_rate() const;
  void learning_rate(double rate) const;  ///< An error when a schedule sets it.
  std::int64_t iterations() const;
  Variables variables() const { return impl_->variables(); }

  friend Value to_value(const Optimizer& optimizer);
  const std::shared_ptr<Impl>& impl() const { return impl_; }

 private:
  std::shared_ptr<Impl> impl_;
};

Value to_value(const Optimizer& optimizer);
inline void from_value(const Value& value, Optimizer& x) { x = deserialize<Optimizer>(value); }

}  // namespace optimizers

using optimizers::Optimizer;

}  // namespace keras
