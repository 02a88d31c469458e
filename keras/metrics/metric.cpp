#include "keras/metrics/metric.hpp"

#include "keras/core/registry_impl.hpp"
#include "keras/metrics.hpp"  // whoever names a metric links all of them

namespace keras::metrics {

Variable Metric::Impl::add_variable(const Tensor& value, const char* variable_name) {
  initial.push_back(value);
  return variables.emplace_back(value, variable_name, false);
}

Metric::Metric(const char* name) : Metric(std::string(name)) {}
Metric::Metric(const std::string& name) : identifier_(name) {
  const bool depends_on_shapes =
      name == "accuracy" || name == "acc" || name == "crossentropy" || name == "ce";
  if (!depends_on_shapes) impl_ = deserialize<Metric>(name).impl_;
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
  return serialized("keras.metrics", impl.class_name(), impl.config(), impl.registered_name());
}

void from_value(const Value& value, Metric& metric) {
  if (value.is_string()) {
    metric = Metric(value.as_string());
  } else if (value.string_at("class_name") == "function") {
    metric = Metric(value.as_object().at("config").as_string());
  } else {
    metric = deserialize<Metric>(value);
  }
}

}  // namespace keras::metrics

template class keras::Registry<keras::metrics::Metric>;
