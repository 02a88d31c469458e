// keras.distillation: how far a student is from its teacher.
#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/structure.hpp"
#include "keras/losses/loss.hpp"
#include "keras/models/per_output.hpp"

namespace keras::distillation {

/// A user's own: a plain struct with `Tensor compute_loss(const Tensors& teacher_outputs, const
/// Tensors& student_outputs) const`, which gives a scalar.
template <class T>
concept DistillationLossDefinition = std::is_aggregate_v<T> &&
    requires(const T t, const Tensors& outputs) {
  { t.compute_loss(outputs, outputs) } -> std::convertible_to<Tensor>;
};

/// A scalar from the outputs of a teacher and a student.
class DistillationLoss {
 public:
  static constexpr const char* kind = "distillation loss";

  class Impl {
   public:
    virtual ~Impl() = default;
    virtual Tensor compute_loss(const Tensors& teacher, const Tensors& student) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
    /// The layers whose outputs are compared; "" for those of the models.
    virtual std::string teacher_layer_name() const { return {}; }
    virtual std::string student_layer_name() const { return {}; }
  };

  DistillationLoss() = default;
  template <DistillationLossDefinition D>
  DistillationLoss(D own);
  explicit DistillationLoss(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  const Impl* operator->() const { return impl_.get(); }
  Tensor compute_loss(const Tensors& teacher_outputs, const Tensors& student_outputs) const {
    return impl_->compute_loss(teacher_outputs, student_outputs);
  }

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const DistillationLoss& loss);
inline void from_value(const Value& value, DistillationLoss& x) {
  x = deserialize<DistillationLoss>(value);
}

/// Arguments of `LogitsDistillation`, in the order of keras.distillation.LogitsDistillation.
struct LogitsDistillationOptions {
  double temperature = 3.0;                ///< What logits are divided by, above 0.
  PerOutput<Loss> loss = "kl_divergence";  ///< One for all outputs, or a list; None skips one.
};
/// The loss between softened logits (Hinton et al. 2015); `losses::KLDivergence()`, unlike its
/// name, is between their softmax and counts temperature^2 times.
///
/// https://keras.io/api/distillation/
class LogitsDistillation : public DistillationLoss {
 public:
  explicit LogitsDistillation(LogitsDistillationOptions options = {});
};

/// Arguments of `FeatureDistillation`, in the order of keras.distillation.FeatureDistillation.
struct FeatureDistillationOptions {
  PerOutput<Loss> loss = "mse";  ///< One for all outputs, or a list; None skips one.
  std::optional<std::string> teacher_layer_name = {}, student_layer_name = {};
};
/// The loss between the outputs of two layers, or of the models (Romero et al. 2014).
///
/// https://keras.io/api/distillation/
class FeatureDistillation : public DistillationLoss {
 public:
  explicit FeatureDistillation(FeatureDistillationOptions options = {});
};

/// The sum over the outputs of the mean of `compare(loss, first, second)`; an error unless there
/// are as many losses as outputs, or one.
Tensor sum_of_losses(
    const PerOutput<Loss>& losses, const Tensors& first, const Tensors& second,
    const std::function<Tensor(const Loss&, const Tensor&, const Tensor&)>& compare);

extern const Registered<DistillationLoss> registered_logits_distillation;
[[gnu::used]] inline const auto* const linked_logits_distillation = &registered_logits_distillation;

namespace detail {

template <class D>
struct Own final : DistillationLoss::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Tensor compute_loss(const Tensors& teacher, const Tensors& student) const override {
    return self.compute_loss(teacher, student);
  }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
};

}  // namespace detail

template <DistillationLossDefinition D>
DistillationLoss::DistillationLoss(D own)
    : impl_(std::make_shared<const detail::Own<D>>(std::move(own))) {
  Registry<DistillationLoss>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return DistillationLoss(options_from<D>(config)); }});
}

}  // namespace keras::distillation
