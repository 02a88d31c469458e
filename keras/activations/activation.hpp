#pragma once
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "keras/core/config.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::activations {

/// A function applied to each output: by name ("relu"), any function of a tensor, or nothing.
class Activation {
 public:
  static constexpr const char* kind = "activation";
  Activation() = default;
  Activation(std::nullopt_t) {}
  Activation(const char* name);
  Activation(const std::string& name);
  template <class F>
  requires(std::invocable<F, const Tensor&> && !std::convertible_to<F, std::string> &&
           !std::same_as<std::remove_cvref_t<F>, Activation>) Activation(F function)
      : function_(std::move(function)) {}

  bool defined() const { return function_ != nullptr; }
  /// "" for a function that is not registered.
  std::string name() const;
  Tensor operator()(const Tensor& x) const { return function_ ? function_(x) : x; }

  /// Makes it known under `registered_name` ("Package>name").
  void add(std::string registered_name) const;
  friend Value to_value(const Activation& activation);

 private:
  std::string name_;
  std::function<Tensor(const Tensor&)> function_;
};

Value to_value(const Activation& activation);
void from_value(const Value& value, Activation& activation);

/// The names of all activations, sorted.
std::vector<std::string> names();

/// Arguments of `relu`, in the order of keras.activations.relu.
struct ReluOptions {
  double negative_slope = 0.0;           ///< The slope below the threshold.
  std::optional<double> max_value = {};  ///< The largest output; unlimited by default.
  double threshold = 0.0;                ///< Inputs up to it count as negative.
};
/// max(x, 0), with an optional slope, limit and threshold.
Tensor relu(const Tensor& x, ReluOptions options = {});

struct GeluOptions {
  bool approximate = false;  ///< By tanh; exact by erf otherwise.
};
/// x times the normal distribution function of x.
Tensor gelu(const Tensor& x, GeluOptions options = {});

}  // namespace keras::activations
