#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::regularizers {

/// A user's own regularizer: a plain struct with `Tensor operator()(const Tensor& x) const`.
template <class T>
concept RegularizerDefinition = std::is_aggregate_v<T> && requires(const T t, const Tensor& x) {
  { t(x) } -> std::convertible_to<Tensor>;
};

/// A penalty that a weight or an output adds to the loss: by name ("l2"), object, or own struct.
class Regularizer {
 public:
  static constexpr const char* kind = "regularizer";

  class Impl {
   public:
    virtual ~Impl() = default;
    virtual Tensor penalty(const Tensor& x) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
  };

  Regularizer() = default;
  Regularizer(std::nullopt_t) {}
  Regularizer(const char* name);
  Regularizer(const std::string& name);
  template <RegularizerDefinition D>
  Regularizer(D own);
  explicit Regularizer(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  /// The penalty of `x`, a scalar.
  Tensor operator()(const Tensor& x) const { return impl_->penalty(x); }

  friend Value to_value(const Regularizer& regularizer);

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const Regularizer& regularizer);
inline void from_value(const Value& value, Regularizer& x) { x = deserialize<Regularizer>(value); }

namespace detail {

template <class D>
struct Own final : Regularizer::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Tensor penalty(const Tensor& x) const override { return self(x); }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
};

}  // namespace detail

template <RegularizerDefinition D>
Regularizer::Regularizer(D own) : impl_(std::make_shared<const detail::Own<D>>(std::move(own))) {
  Registry<Regularizer>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return Regularizer(options_from<D>(config)); }});
}

}  // namespace keras::regularizers

namespace keras {
using regularizers::Regularizer;
}
