#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "keras/compiler/program.hpp"
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
  bool use_ema = false;                        ///< Keep moving averages of the weights.
  double ema_momentum = 0.99;
  std::optional<int> ema_overwrite_frequency = {};      ///< In steps; none: at the end of training.
  std::optional<double> loss_scale_factor = {};         ///< The loss is multiplied by it.
  std::optional<int> gradient_accumulation_steps = {};  ///< Update at every so manieth step only.
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
    Impl(const char* class_name, const std::optional<std::string>& name, LearningRate rate,
         CommonOptions common);
    virtual ~Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    const char* class_name() const { return class_name_; }
    const std::string& name() const { return name_; }
    virtual Object config() const = 0;
    /// The optimizer that changes the variables: this one, or the one that it wraps.
    virtual Impl& core() { return *this; }

    /// Makes the state for `trainable`, once.
    virtual void build(const Variables& trainable);
    /// Records one step in the current trace: a gradient, or None, for each variable built for.
    virtual void step(std::vector<Tensor> gradients);
    virtual Tensor scale_loss(const Tensor& loss) const;
    /// iteration, learning_rate (unless scheduled), averages, accumulators, slots.
    virtual Variables variables() const;

    /// One step, now: a program that is compiled once.
    void run(const std::vector<Tensor>& gradients);
    /// `gradients` in the order of the variables that this was built for.
    std::vector<Tensor> arranged(const std::vector<Tensor>& gradients,
                                 const Variables& variables) const;
    /// The rate of the next step.
    Tensor rate() const;
    void set_rate(double rate);
    /// The number of updates done.
    Tensor updates_done() const;
    void overwrite_with_averages() const;
    void exclude_from_weight_decay(const Variables& variables, std::vector<std::string> names);

    const Variables& trainable() const { return trainable_; }
    bool built() const { return built_; }
    /// Whether gradients take the place of the variable's value, as those of float8 scales do.
    static bool is_overwritten(const Variable& variable) {
      return variable.slot()->overwrite_with_gradient;
    }
    /// Before it is built: another optimizer wraps this one, and scales the loss itself.
    void become_inner() {
      common_.loss_scale_factor.reset();
      inner_ = true;
    }

   protected:
    /// Whether another optimizer wraps this one. Keras then keeps only what is made as a slot: a
    /// variable that it merely finds among the members is lost.
    bool is_inner() const { return inner_; }
    /// Makes the slots, in Keras's order.
    virtual void build_slots() {}
    /// Updates variable number `i`. `scalars` is what `scalars` gave; all are of its dtype.
    virtual void update(std::size_t i, const Variable& variable, const Tensor& gradient,
                        const std::vector<Tensor>& scalars);
    /// What happens once a step, before the variables.
    virtual void before_updates() {}
    /// What depends on the step only, computed once for all variables of `dtype`; the rate by
    /// default.
    virtual std::vector<Tensor> scalars(DType dtype, const Tensor& rate);

    /// Slots shaped like each variable and filled with `value`: the first name's for all variables,
    /// the second name's for all variables, ... They are kept variable by variable.
    std::vector<Variables> add_slots(const std::vector<const char*>& names, double value = 0);
    /// A slot shaped like `variable` and filled with `value`; none for what gradients overwrite.
    Variable add_slot_like(const Variable& variable, const char* name, double value = 0);
    /// A slot of zeros with the name and the dtype of `variable`, but another shape.
    Variable add_slot(const Variable& variable, const Shape& shape);
    /// A scalar among the slots.
    Variable add_scalar(const char* name, double value, DType dtype);
    /// Whether a variable that was assigned in this trace keeps its new value: `condition` decides.
    static void keep_if(const Tensor& condition, const Variables& variables,
                        const std::vector<Tensor>& before);
    /// How much of `variable` a step takes away, times the rate, unless it is excluded.
    virtual std::optional<double> weight_decay(const Variable& variable) const;
    /// The config with `own` arguments, in Keras's order.
    Object ordered_config(const Object& own) const;

   private:
    Variable slot_for(const Variable& variable, const char* slot_name, double value) const;
    /// Sets the variables that take their gradients for values, and takes these out of the list.
    void overwrite(std::vector<Tensor>& gradients) const;
    void step_with_accumulation(const std::vector<Tensor>& gradients);
    void update_all(std::vector<Tensor> gradients);
    void clip(std::vector<Tensor>& gradients) const;
    void clip_together(std::vector<Tensor>& gradients) const;
    void decay(const Variable& variable, const Tensor& rate) const;
    void average() const;
    compiler::Program traced(const std::vector<Tensor>& gradients);

    const char* class_name_;
    std::string name_;
    schedules::LearningRateSchedule schedule_;
    CommonOptions common_;
    Variable iterations_, learning_rate_;  ///< int32; float32, only without a schedule.
    Variables trainable_ = {}, averages_ = {}, accumulators_ = {}, slots_ = {};
    Variables not_decayed_ = {};
    std::vector<std::string> names_not_decayed_ = {};
    bool built_ = false, inner_ = false;
    std::unique_ptr<compiler::Program> program_ = {};
    std::vector<Spec> program_gradients_ = {};  ///< What `program_` takes.
    std::vector<bool> program_has_ = {};        ///< For which variables it takes a gradient.
  };

  Optimizer() = default;
  Optimizer(std::nullopt_t) {}
  Optimizer(const char* name);
  Optimizer(const std::string& name);
  explicit Optimizer(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  std::string name() const { return checked().name(); }
  std::string_view class_name() const { return checked().class_name(); }

  /// Makes the state for `variables`; `apply` does it when it has not been done.
  void build(const Variables& variables) const { checked().build(variables); }
  /// One step: `gradients` in the order of `variables`; None is skipped.
  void apply(const std::vector<Tensor>& gradients, const Variables& variables) const;
  /// One step along the gradients of `loss`.
  void minimize(const Tensor& loss, const Variables& variables) const;
  /// What to take the gradients of, for `apply`: `minimize` does it.
  Tensor scale_loss(const Tensor& loss) const { return checked().scale_loss(loss); }

  /// The rate of the next step.
  double learning_rate() const;
  void learning_rate(double rate) const;  ///< An error when a schedule sets it.
  /// The number of updates done.
  std::int64_t iterations() const;
  Variables variables() const { return checked().variables(); }
  /// Before the optimizer is built: no weight decay for `variables` nor for those whose name
  /// contains a match of one of the regular expressions `names`.
  void exclude_from_weight_decay(const Variables& variables,
                                 std::vector<std::string> names = {}) const;
  /// At the end of training: the variables take their moving averages, if there are any.
  void finalize_variable_values() const { checked().core().overwrite_with_averages(); }

  friend Value to_value(const Optimizer& optimizer);
  const std::shared_ptr<Impl>& impl() const { return impl_; }

 private:
  Impl& checked() const;
  std::shared_ptr<Impl> impl_;
};

Value to_value(const Optimizer& optimizer);
inline void from_value(const Value& value, Optimizer& x) { x = deserialize<Optimizer>(value); }

}  // namespace optimizers

using optimizers::Optimizer;

}  // namespace keras
