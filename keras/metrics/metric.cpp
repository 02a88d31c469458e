#include "keras/metrics/metric.hpp"

#include "keras/core/registry_impl.hpp"
#include "keras/metrics.hpp"  // whoever names a metric links all of them
#include "keras/metrics/mean_loss.hpp"
#include "keras/metrics/metric_function.hpp"

namespace keras::metrics {
namespace {

/// As in Keras, "Accuracy" is "accuracy".
bool depends_on_shapes(const std::string& name) {
  const auto lower = lower_case(name);
  return lower == "accuracy" || lower == "acc";
}

/// A function that a file names: a metric's, or one that only losses have (huber, dice, ...).
Metric of_function(const std::string& name) {
  if (depends_on_shapes(name)) return Metric(name);
  const bool only_loss = !Registry<Metric>::instance().find(name) &&
                         Registry<losses::Loss>::instance().find(name) != nullptr;
  return metric_function(
      only_loss ? mean_loss_function(losses::Loss(name)) : deserialize<Metric>(name), name);
}

}  // namespace

Variable Metric::Impl::add_variable(const Tensor& value, const char* variable_name) {
  initial.push_back(value);
  return variables.emplace_back(value, variable_name, false);
}

Metric::Metric(const char* name) : Metric(std::string(name)) {}
Metric::Metric(const std::string& name) : identifier_(name) {
  if (!depends_on_shapes(name)) impl_ = deserialize<Metric>(name).impl_;
}

void Metric::update_state(const Tensor& y_true, const Tensor& y_pred,
                          const Tensor& sample_weight) const {
  impl_->update_state(y_true, y_pred, sample_weight);
}

void Metric::update_state(const Tensor& value) const { impl_->update_state(value, None, None); }
Tensor Metric::result() const { return impl_->result(); }

void Metric::reset_state() const {
  for (std::size_t i = 0; i < impl_->variables.size(); ++i)
    impl_->variables[i].assign(impl_->initial[i]);
}

Value to_value(const Metric& metric) {
  if (!metric.identifier_.empty()) return metric.identifier_;
  if (!metric.impl_) return nullptr;
  const auto& impl = *metric.impl_;
  if (impl.class_name() == "function") return saved_function(impl.name);
  return serialized(impl.module(), impl.class_name(), impl.config(), impl.registered_name());
}

void from_value(const Value& value, Metric& metric) {
  if (value.is_string()) {
    metric = Metric(value.as_string());
  } else if (value.string_at("class_name") == "function") {
    metric = of_function(value.as_object().at("config").as_string());
  } else if (is_loss(value)) {
    metric = mean_loss(deserialize<losses::Loss>(value));
  } else {
    metric = deserialize<Metric>(value);
  }
}

}  // namespace keras::metrics

template class keras::Registry<keras::metrics::Metric>;
