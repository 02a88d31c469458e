#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::constraints {

/// A user's own constraint: a plain struct with `Tensor operator()(const Tensor& x) const`.
template <class T>
concept ConstraintDefinition = std::is_aggregate_v<T> && requires(const T t, const Tensor& x) {
  { t(x) } -> std::convertible_to<Tensor>;
};

/// What a weight is changed to after each update: by name ("non_neg"), object, or own struct.
class Constraint {
 public:
  static constexpr const char* kind = "constraint";

  class Impl {
   public:
    virtual ~Impl() = default;
    virtual Tensor apply(const Tensor& x) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
  };

  Constraint() = default;
  Constraint(std::nullopt_t) {}
  Constraint(const char* name);
  Constraint(const std::string& name);
  template <ConstraintDefinition D>
  Constraint(D own);
  explicit Constraint(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  /// The constrained value of `x`.
  Tensor operator()(const Tensor& x) const { return impl_->apply(x); }

  friend Value to_value(const Constraint& constraint);

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const Constraint& constraint);
inline void from_value(const Value& value, Constraint& x) { x = deserialize<Constraint>(value); }

namespace detail {

template <class D>
struct Own final : Constraint::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Tensor apply(const Tensor& x) const override { return self(x); }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
};

}  // namespace detail

template <ConstraintDefinition D>
Constraint::Constraint(D own) : impl_(std::make_shared<const detail::Own<D>>(std::move(own))) {
  Registry<Constraint>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return Constraint(options_from<D>(config)); }});
}

}  // namespace keras::constraints

namespace keras {
using constraints::Constraint;
}
