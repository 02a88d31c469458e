#pragma once
#include <concepts>
#include <memory>
#include <optional>
#include <string>

#include "keras/core/dtype_policy.hpp"
#include "keras/core/naming.hpp"
#include "keras/core/own.hpp"
#include "keras/core/registry.hpp"
#include "keras/core/settings.hpp"
#include "keras/graph/tensor.hpp"

namespace keras {

namespace losses {

/// A user's own loss: a plain struct with `Tensor call(const Tensor& y_true, const Tensor& y_pred)
/// const`.
template <class T>
concept LossDefinition = std::is_aggregate_v<T> && requires(const T t, const Tensor& y) {
  { t.call(y, y) } -> std::convertible_to<Tensor>;
};
/// A function of (y_true, y_pred), where no config is wanted.
template <class T>
concept LossFunction = std::invocable<const T, const Tensor&, const Tensor&>;

/// What training makes small: by name ("mse"), object, own struct or function.
///
///     const auto loss = losses::MeanSquaredError()(y_true, y_pred);
class Loss {
 public:
  static constexpr const char* kind = "loss";

  /// One value for each sample (or time step, pixel, ...); the reduction is the handle's.
  class Impl {
   public:
    virtual ~Impl() = default;
    virtual Tensor call(const Tensor& y_true, const Tensor& y_pred) const = 0;
    virtual std::string_view class_name() const = 0;
    virtual std::string registered_name() const { return {}; }
    virtual Object config() const = 0;
    virtual std::string name() const = 0;
    /// "sum_over_batch_size" (= "mean"), "mean_with_sample_weight", "sum" or none.
    virtual std::optional<std::string> reduction() const { return "sum_over_batch_size"; }
    /// The dtype that labels and predictions are converted to.
    virtual DType dtype() const { return config::floatx(); }
    /// Which of the `values` count; None when all do.
    virtual Tensor mask(const Tensor& y_true, const Tensor& values) const;
  };

  Loss() = default;
  Loss(std::nullopt_t) {}
  Loss(const char* name);
  Loss(const std::string& name);
  template <LossDefinition D>
  Loss(D own);
  template <LossFunction F>
  requires(!LossDefinition<F> && !std::is_base_of_v<Loss, F>) Loss(F function);
  explicit Loss(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return impl_ != nullptr; }
  std::string name() const { return impl_->name(); }
  std::string_view class_name() const { return impl_->class_name(); }
  /// The reduced loss, a scalar unless the reduction is none. `mask`, by default the one that
  /// came with `y_pred`: where it
  /// is false, the values do not count.
  Tensor operator()(const Tensor& y_true, const Tensor& y_pred, const Tensor& sample_weight = None,
                    const Tensor& mask = None) const;
  /// The values before reduction.
  Tensor call(const Tensor& y_true, const Tensor& y_pred) const;

  friend Value to_value(const Loss& loss);
  friend void from_value(const Value& value, Loss& loss);

 private:
  std::shared_ptr<const Impl> impl_;
  Value given_;  ///< The name or function it was given by, which is what a compile config keeps.
};

Value to_value(const Loss& loss);
void from_value(const Value& value, Loss& loss);

/// `values` weighted, masked and reduced as Keras does.
Tensor reduce_weighted(const Tensor& values, const Tensor& sample_weight,
                       const std::optional<std::string>& reduction, const Tensor& mask = None);

/// The weights times the mask; for means, the mask makes up for what it leaves out. None when
/// neither is given.
Tensor masked_weights(const Tensor& sample_weight, const Tensor& mask, DType dtype,
                      const std::optional<std::string>& reduction);

/// Both made of one rank: a last axis of length 1 that only one of them has is dropped, or added to
/// the other if that is a vector and `expand_vectors`.
std::pair<Tensor, Tensor> squeeze_or_expand(const Tensor& x1, const Tensor& x2,
                                            bool expand_vectors = true);

namespace detail {

template <class D>
struct Own final : Loss::Impl {
  D self;
  explicit Own(D d) : self(std::move(d)) {}
  Tensor call(const Tensor& y_true, const Tensor& y_pred) const override {
    return self.call(y_true, y_pred);
  }
  std::string_view class_name() const override { return own_class_name<D>(); }
  std::string registered_name() const override { return own_registered_name<D>(); }
  Object config() const override { return to_config(self); }
  std::string name() const override { return snake_case(own_class_name<D>()); }
};

template <class F>
struct OwnFunction final : Loss::Impl {
  F function;
  explicit OwnFunction(F f) : function(std::move(f)) {}
  /// As in Keras, a function gets both in one rank, which a struct sees to itself.
  Tensor call(const Tensor& y_true, const Tensor& y_pred) const override {
    const auto [y, predicted] = squeeze_or_expand(y_true, y_pred);
    return function(y, predicted);
  }
  std::string_view class_name() const override { return "function"; }
  Object config() const override {
    fail("losses: a loss given as a function cannot be saved; make it a struct with `call`");
  }
  std::string name() const override { return "loss"; }
};

}  // namespace detail

template <LossDefinition D>
Loss::Loss(D own) : impl_(std::make_shared<const detail::Own<D>>(std::move(own))) {
  Registry<Loss>::instance().add(
      {"", std::string(own_class_name<D>()), own_registered_name<D>(),
       [](const Object& config) { return Loss(options_from<D>(config)); }});
}

template <LossFunction F>
requires(!LossDefinition<F> && !std::is_base_of_v<Loss, F>) Loss::Loss(F function)
    : impl_(std::make_shared<const detail::OwnFunction<F>>(std::move(function))) {}

}  // namespace losses

using losses::Loss;

}  // namespace keras
