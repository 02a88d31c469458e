#pragma once
#include <concepts>
#include <memory>
#include <string>

#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::initializers {

/// A user's own initializer: a plain struct with `Tensor operator()(const Shape&, DType) const`.
template <class T>
concept InitializerDefinition = std::is_aggregate_v<T> &&
    requires(const T t, const Shape& shape, DType dtype) {
  { t(shape, dtype) } -> std::convertible_to<Tensor>;
};

/// Makes the first values of a variable: by name ("glorot_uniform"), object, or own struct.
class Initializer {
 public:
  static constexpr const char* kind = "initializer";

  class Impl {
   public:
    virtual ~Impl() = default;
    virtual Tensor make(const Shape& shape, DType dtype) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
  };

  Initializer() = default;
  Initializer(std::nullopt_t) {}
  Initializer(const char* name);
  Initializer(const std::string& name);
  template <InitializerDefinition D>
  Initializer(D own);
  explicit Initializer(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  Tensor operator()(const Shape& shape, DType dtype = "float32") const;

  friend Value to_value(const Initializer& initializer);

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const Initializer& initializer);
inline void from_value(const Value& value, Initializer& x) { x = deserialize<Initializer>(value); }

namespace detail {

template <class D>
struct Own final : Initializer::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Tensor make(const Shape& shape, DType dtype) const override { return self(shape, dtype); }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
};

}  // namespace detail

template <InitializerDefinition D>
Initializer::Initializer(D own) : impl_(std::make_shared<const detail::Own<D>>(std::move(own))) {
  Registry<Initializer>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return Initializer(options_from<D>(config)); }});
}

}  // namespace keras::initializers

namespace keras {
using initializers::Initializer;
}
