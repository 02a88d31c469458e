#pragma once
#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "keras/core/axes.hpp"
#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::quantizers {

/// Numbers as whole ones: values / scale, or (values - zero) * scale where there is a zero point.
struct Quantized {
  Tensor values = {}, scale = {}, zero = {};
};

/// A user's own quantizer: a plain struct with `Quantized operator()(const Tensor& x, Axes) const`.
template <class T>
concept QuantizerDefinition = std::is_aggregate_v<T> &&
    requires(const T t, const Tensor& x, const Axes& axes) {
  { t(x, axes) } -> std::convertible_to<Quantized>;
};

/// Turns numbers into whole ones and scales: by name ("abs_max_quantizer"), object, or own struct.
class Quantizer {
 public:
  static constexpr const char* kind = "quantizer";

  class Impl {
   public:
    virtual ~Impl() = default;
    virtual Quantized quantize(const Tensor& x, const Axes& axis) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
    virtual std::optional<std::pair<int, int>> value_range() const { return {}; }
    virtual DType output_dtype() const { return "int8"; }
  };

  Quantizer() = default;
  Quantizer(std::nullopt_t) {}
  Quantizer(const char* name);
  Quantizer(const std::string& name);
  template <QuantizerDefinition D>
  Quantizer(D own);
  explicit Quantizer(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  /// `x` with one scale for all that lies along `axis`; by default the quantizer's own axis, or -1.
  Quantized operator()(const Tensor& x, const Axes& axis = {}) const {
    return impl_->quantize(x, axis);
  }
  /// The least and the largest whole number, if the quantizer says.
  std::optional<std::pair<int, int>> value_range() const { return impl_->value_range(); }
  DType output_dtype() const { return impl_->output_dtype(); }

  friend Value to_value(const Quantizer& quantizer);

 private:
  std::shared_ptr<const Impl> impl_;
};

Value to_value(const Quantizer& quantizer);
inline void from_value(const Value& value, Quantizer& x) { x = deserialize<Quantizer>(value); }

namespace detail {

template <class D>
struct Own final : Quantizer::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Quantized quantize(const Tensor& x, const Axes& axis) const override { return self(x, axis); }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
};

}  // namespace detail

template <QuantizerDefinition D>
Quantizer::Quantizer(D own) : impl_(std::make_shared<const detail::Own<D>>(std::move(own))) {
  Registry<Quantizer>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return Quantizer(options_from<D>(config)); }});
}

}  // namespace keras::quantizers

namespace keras {
using quantizers::Quantizer;
}
