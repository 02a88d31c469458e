#include "keras/losses/losses.hpp"

#include <functional>

#include "keras/core/described.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/operands.hpp"
#include "keras/ops/operators.hpp"

namespace keras::losses {
namespace {

using Function = std::function<Tensor(const Tensor&, const Tensor&)>;

/// A loss as its options and a function that gives one value a sample.
template <class Options>
struct BuiltIn final : Described<Loss::Impl, Options> {
  const char* class_;
  Function function;
  BuiltIn(const char* class_name, Options options, Function f)
      : Described<Loss::Impl, Options>(std::move(options)),
        class_(class_name),
        function(std::move(f)) {}
  std::string_view class_name() const override { return class_; }
  std::string name() const override { return this->options.name; }
  std::optional<std::string> reduction() const override { return this->options.reduction; }
  Tensor call(const Tensor& y_true, const Tensor& y_pred) const override {
    // Losses are computed in the dtype that they are given, float32 by default.
    const auto dtype = this->options.dtype.value_or(DTypePolicy("float32")).compute_dtype();
    const auto [a, b] =
        squeeze_or_expand(ops::converted(y_true, dtype), ops::converted(y_pred, dtype));
    return function(a, b);
  }
};

template <class Options>
Loss built_in(const char* class_name, Options options, Function function) {
  return Loss(std::make_shared<const BuiltIn<Options>>(class_name, std::move(options),
                                                       std::move(function)));
}

}  // namespace

Tensor mean_squared_error(const Tensor& y_true, const Tensor& y_pred) {
  return ops::mean(ops::square(y_true - y_pred), {.axis = -1});
}

MeanSquaredError::MeanSquaredError(MeanSquaredErrorOptions options)
    : Loss(built_in("MeanSquaredError", options, mean_squared_error)) {}

CategoricalCrossentropy::CategoricalCrossentropy(CategoricalCrossentropyOptions options)
    : Loss(built_in("CategoricalCrossentropy", options,
                    [options](const Tensor& y_true, const Tensor& y_pred) {
                      const auto s = options.label_smoothing;
                      const auto target =
                          s == 0 ? y_true
                                 : y_true * (1 - s) +
                                       s / static_cast<double>(y_true.shape(options.axis));
                      return ops::categorical_crossentropy(target, y_pred,
                                                           {options.from_logits, options.axis});
                    })) {}

}  // namespace keras::losses
