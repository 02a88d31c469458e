#include "keras/distillation/distillation_loss.hpp"

#include <algorithm>

#include "keras/core/described.hpp"
#include "keras/core/registry_define.hpp"
#include "keras/core/registry_impl.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operators.hpp"

namespace keras::distillation {
namespace {

void check_losses(const char* class_name, const PerOutput<Loss>& losses) {
  using Kind = PerOutput<Loss>::Kind;
  const auto& items = losses.items();
  const bool any = std::any_of(items.begin(), items.end(),
                               [](const auto& item) { return item.values.at(0).defined(); });
  if (!any || losses.kind() == Kind::named)
    fail("distillation.", class_name, ": loss must be a loss, or a list with one at least; ",
         "received loss=", to_value(losses));
}

struct LogitsImpl final : Described<DistillationLoss::Impl, LogitsDistillationOptions> {
  using Described::Described;
  std::string_view class_name() const override { return "LogitsDistillation"; }
  Tensor compute_loss(const Tensors& teacher, const Tensors& student) const override {
    return sum_of_losses(options.loss, teacher, student,
                         [&](const Loss& loss, const Tensor& a, const Tensor& b) {
                           return compared(loss, a / options.temperature, b / options.temperature);
                         });
  }

 private:
  Tensor compared(const Loss& loss, const Tensor& teacher, const Tensor& student) const {
    // By its name, Keras takes the function of the same name, which knows nothing of logits.
    const bool by_name = to_value(loss).is_string();
    if (by_name || loss.class_name() != "KLDivergence") return loss(teacher, student);
    return loss(ops::softmax(teacher), ops::softmax(student)) *
           (options.temperature * options.temperature);
  }
};

struct FeatureImpl final : Described<DistillationLoss::Impl, FeatureDistillationOptions> {
  using Described::Described;
  std::string_view class_name() const override { return "FeatureDistillation"; }
  std::string teacher_layer_name() const override {
    return options.teacher_layer_name.value_or("");
  }
  std::string student_layer_name() const override {
    return options.student_layer_name.value_or("");
  }
  Tensor compute_loss(const Tensors& teacher, const Tensors& student) const override {
    return sum_of_losses(
        options.loss, teacher, student,
        [](const Loss& loss, const Tensor& a, const Tensor& b) { return loss(a, b); });
  }
};

}  // namespace

Value to_value(const DistillationLoss& loss) {
  if (!loss.defined()) return {};
  return serialized("keras.distillation", loss->class_name(), loss->config(),
                    loss->registered_name());
}

Tensor sum_of_losses(
    const PerOutput<Loss>& losses, const Tensors& first, const Tensors& second,
    const std::function<Tensor(const Loss&, const Tensor&, const Tensor&)>& compare) {
  const bool one = losses.kind() == PerOutput<Loss>::Kind::one;
  const auto count = losses.items().size();
  if (first.size() != second.size() || (!one && count != first.size()))
    fail("distillation: there must be one loss for all outputs, or one for each; received ", count,
         " for ", first.size(), " and ", second.size(), " outputs");
  Tensor total;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const auto& loss = losses.items()[one ? 0 : i].values.at(0);
    if (!loss.defined()) continue;
    const auto mean = ops::mean(compare(loss, first[i], second[i]));
    total = total.defined() ? total + mean : mean;
  }
  return total;
}

LogitsDistillation::LogitsDistillation(LogitsDistillationOptions options)
    : DistillationLoss(std::make_shared<const LogitsImpl>(options)) {
  check_losses("LogitsDistillation", options.loss);
  if (!(options.temperature > 0))
    fail("distillation.LogitsDistillation: temperature must be positive; received temperature=",
         options.temperature);
}

FeatureDistillation::FeatureDistillation(FeatureDistillationOptions options)
    : DistillationLoss(std::make_shared<const FeatureImpl>(options)) {
  check_losses("FeatureDistillation", options.loss);
}

const Registered<DistillationLoss> registered_logits_distillation =
    registered<DistillationLoss, LogitsDistillation, LogitsDistillationOptions>(
        "keras.distillation", "LogitsDistillation");
const Registered<DistillationLoss> registered_feature_distillation =
    registered<DistillationLoss, FeatureDistillation, FeatureDistillationOptions>(
        "keras.distillation", "FeatureDistillation");

}  // namespace keras::distillation

template class keras::Registry<keras::distillation::DistillationLoss>;
