#pragma once
#include <concepts>
#include <functional>
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
  Activation(const char* name) : Activation(std::string(name)) {}
  Activation(const std::string& name);
  template <class F>
  requires(std::invocable<F, const Tensor&> && !std::convertible_to<F, std::string> &&
           !std::same_as<std::remove_cvref_t<F>, Activation>) Activation(F function)
      : function_(std::move(function)) {}

  bool defined() const { return function_ != nullptr; }
  /// "" for a function without a name.
  const std::string& name() const { return name_; }
  Tensor operator()(const Tensor& x) const { return function_ ? function_(x) : x; }

 private:
  std::string name_;
  std::function<Tensor(const Tensor&)> function_;
};

Value to_value(const Activation& activation);
void from_value(const Value& value, Activation& activation);

/// The names of all activations, sorted.
std::vector<std::string> names();

/// Makes `function` known under `registered_name` ("Package>name").
void add(std::string registered_name, std::function<Tensor(const Tensor&)> function);

}  // namespace keras::activations
