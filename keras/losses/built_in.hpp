// Internal: what the losses of the library share: options, a function, and the config.
#pragma once
#include <algorithm>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

#include "keras/core/settings.hpp"
#include "keras/losses/loss.hpp"

namespace keras::losses {

/// One value for each sample.
using Function = std::function<Tensor(const Tensor& y_true, const Tensor& y_pred)>;
/// The samples that count, from the labels and the values of the loss; null when all do.
using Mask = std::function<Tensor(const Tensor& y_true, const Tensor& values)>;

/// An error that names the loss unless Keras knows the reduction.
void check_reduction(const char* class_name, const std::optional<std::string>& reduction);

/// A loss as its options and a function.
template <class Options>
struct BuiltIn final : Loss::Impl {
  const char* class_;
  Options options;
  Function function;
  std::vector<std::string_view> unsaved;  ///< Arguments that Keras leaves out of the config.
  Mask valid;

  BuiltIn(const char* class_name, Options o, Function f, std::vector<std::string_view> left_out,
          Mask m)
      : class_(class_name),
        options(std::move(o)),
        function(std::move(f)),
        unsaved(std::move(left_out)),
        valid(std::move(m)) {
    check_reduction(class_, options.reduction);
  }

  std::string_view class_name() const override { return class_; }
  std::string name() const override { return options.name; }
  std::optional<std::string> reduction() const override { return options.reduction; }
  DType dtype() const override {
    return options.dtype.value_or(DTypePolicy(config::floatx())).compute_dtype();
  }
  Tensor call(const Tensor& y_true, const Tensor& y_pred) const override {
    const auto [a, b] = squeeze_or_expand(y_true, y_pred);
    return function(a, b);
  }
  Tensor mask(const Tensor& y_true, const Tensor& values) const override {
    return valid ? valid(y_true, values) : None;
  }

  Object config() const override {
    Object config = {{"name", options.name},
                     {"reduction", options.reduction ? Value(*options.reduction) : Value()}};
    for (auto& [key, value] : to_config(options)) {
      const bool left_out = std::find(unsaved.begin(), unsaved.end(), key) != unsaved.end();
      if (key != "dtype" && !left_out && !config.contains(key)) config.append_unchecked(key, value);
    }
    return config;
  }
};

template <class Options>
Loss built_in(const char* class_name, Options options, Function function,
              std::vector<std::string_view> unsaved = {}, Mask valid = {}) {
  return Loss(std::make_shared<const BuiltIn<Options>>(
      class_name, std::move(options), std::move(function), std::move(unsaved), std::move(valid)));
}

}  // namespace keras::losses
