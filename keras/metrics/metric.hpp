#pragma once
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/naming.hpp"
#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/definition.hpp"
#include "keras/graph/variable.hpp"

namespace keras {

namespace metrics {

/// A user's own metric: a plain struct with arguments, then `Variable` fields, and
/// `void update_state(y_true, y_pred, sample_weight)`, `Tensor result() const`.
template <class T>
concept MetricDefinition = std::is_aggregate_v<T> && requires(T t, const Tensor& y) {
  t.update_state(y, y, y);
  { t.result() } -> std::convertible_to<Tensor>;
};

/// What is watched during training: by name ("mae"), object or own struct. A handle, copies share
/// the state.
class Metric {
 public:
  static constexpr const char* kind = "metric";

  class Impl {
   public:
    virtual ~Impl() = default;
    virtual void update_state(const Tensor& y_true, const Tensor& y_pred,
                              const Tensor& sample_weight) = 0;
    virtual Tensor result() const = 0;
    virtual std::string_view class_name() const = 0;
    /// Where the class is saved to be: some metrics are losses.
    virtual const char* module() const { return "keras.metrics"; }
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
    /// The state, set back to `initial` by reset_state.
    std::vector<Variable> variables = {};
    std::vector<Tensor> initial = {};
    std::string name = {};

    Variable add_variable(const Tensor& value, const char* variable_name);
  };

  Metric() = default;
  Metric(std::nullopt_t) {}
  Metric(const char* name);
  /// "accuracy" is settled when the shapes of the data are known.
  Metric(const std::string& name);
  template <MetricDefinition D>
  Metric(D own);
  explicit Metric(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  /// The name it was given by, or "".
  const std::string& identifier() const { return identifier_; }
  std::string name() const { return impl_->name; }
  std::string_view class_name() const { return impl_->class_name(); }
  const std::vector<Variable>& variables() const { return impl_->variables; }

  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight = None) const;
  /// For metrics of one value, such as `Mean`.
  void update_state(const Tensor& value) const;
  Tensor result() const;
  void reset_state() const;

  friend Value to_value(const Metric& metric);

 private:
  std::shared_ptr<Impl> impl_;
  std::string identifier_;
};

Value to_value(const Metric& metric);
void from_value(const Value& value, Metric& metric);

namespace detail {

template <class D>
struct Own final : Metric::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {
    name = snake_case(own_class_name<D>());
    reflect::for_each(self, [&](std::string_view, const auto& field) {
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, Variable>) {
        variables.push_back(field);
        initial.push_back(field.value());
      }
    });
  }
  void update_state(const Tensor& y_true, const Tensor& y_pred,
                    const Tensor& sample_weight) override {
    self.update_state(y_true, y_pred, sample_weight);
  }
  Tensor result() const override { return self.result(); }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override {
    auto config = definition_config(self);
    config["name"] = name;
    return config;
  }
};

}  // namespace detail

/// Makes an own metric known to `load_model` before it is used.
template <MetricDefinition D>
void register_metric() {
  Registry<Metric>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(), [](const Object& saved) {
         auto config = saved;
         for (const auto* of_all : {"name", "dtype"}) config.erase(of_all);
         auto own = std::make_shared<detail::Own<D>>(definition_from<D>(config));
         if (const auto* name = saved.find("name")) from_value(*name, own->name);
         return Metric(std::move(own));
       }});
}

template <MetricDefinition D>
Metric::Metric(D own) : impl_(std::make_shared<detail::Own<D>>(std::move(own))) {
  register_metric<D>();
}

}  // namespace metrics

using metrics::Metric;

}  // namespace keras
