// Internal: what every public operation has beside its function: its name, its arguments, and how
// files name it. This is what `keras list` shows, and what lets operations stand in symbolic
// graphs.
//
//   Tensor leaky_relu(const Tensor& x, LeakyReluOptions options) {
//     if (any_symbolic(x)) return call_node<leaky_relu>(x, options);
//     ...
//   }
//
// and in the table (operations_*.cpp): operation<leaky_relu>("leaky_relu", "LeakyRelu", {"x"}).
// The names of the arguments after the positional ones are those of the options struct.
#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/core/config.hpp"
#include "keras/core/registry.hpp"
#include "keras/graph/arguments.hpp"
#include "keras/graph/symbolic.hpp"

namespace keras::ops {

/// One operation. Arguments that are tensors are arguments of its call, the others its config.
struct Operation {
  std::string_view name;        ///< "leaky_relu"
  std::string_view class_name;  ///< "LeakyRelu"
  std::vector<Argument> arguments;
  std::vector<std::string> called;    ///< The arguments of the call, in order.
  std::vector<std::string> keywords;  ///< Those of the call that files pass by name.
  bool spread;                        ///< The last of them is a list whose items are arguments.
  const void* function;
  Tensors (*run)(const Operation&, const Arguments&);
  std::string_view module = {};  ///< "keras.src.ops.nn", set by the table.
};

/// How a row differs from what the types of the function say.
struct OperationTraits {
  std::vector<std::string_view> config = {};  ///< Tensors that belong to the config.
  std::vector<std::string_view> called = {};  ///< Others that belong to the call.
  std::vector<std::string> keywords = {};     ///< Those of the call that files pass by name.
  bool spread = false;
};

/// All operations, by class name in files; nullptr when there is none.
const Operation* find_operation(std::string_view class_name);
/// The operation of a public function.
const Operation& operation_of(const void* function);
/// All operations.
const std::vector<Operation>& operations();
/// Whether a module of Keras ("keras.src.ops.nn") holds operations.
bool holds_operations(std::string_view module);
/// Whether it is one of keras.ops; the others are functions elsewhere, as keras.activations.mish.
bool is_public(const Operation& operation);

/// Records the call of `operation` in a symbolic graph; `name` is its name there, made if empty.
Tensors call_symbolic(const Operation& operation, Arguments arguments, std::string name = {});

/// The call of an operation in a symbolic graph.
class OperationCall final : public graph::Call {
 public:
  OperationCall(const Operation& operation, Arguments arguments, std::string name);

  const Operation& operation() const { return operation_; }
  const Arguments& arguments() const { return arguments_; }

  std::string_view name() const override { return operation_.class_name; }
  const void* type() const override;
  const std::string& called_name() const override { return name_; }
  const void* called() const override { return this; }
  int number_of(const graph::Node&) const override { return 0; }
  std::vector<std::int64_t> named_lengths() const override;
  Tensors replay(std::span<const Tensor> inputs) const override;

 private:
  const Operation& operation_;
  Arguments arguments_;
  std::string name_;
};

/// The call if it is one of an operation, else nullptr.
const OperationCall* as_operation(const graph::Call& call);

namespace detail {

template <class T>
inline constexpr bool is_tensors =
    std::is_same_v<T, Tensor> || std::is_same_v<T, std::vector<Tensor>>;

template <class T>
inline constexpr bool is_options = std::is_aggregate_v<T>;

template <class T>
Arguments::Item to_item(const T& x) {
  using keras::to_value;
  if constexpr (is_tensors<T>) {
    return Tensors(x);
  } else {
    return to_value(x);
  }
}

void from_item(const Arguments::Item& item, Tensor& x);
void from_item(const Arguments::Item& item, std::vector<Tensor>& x);
const Value& value_of(const Arguments::Item& item);

/// Whether None is a value of the type; for others it stands for the default.
template <class T>
inline constexpr bool takes_none = std::is_same_v<T, Axes> || std::is_same_v<T, Value>;
template <class T>
inline constexpr bool takes_none<std::optional<T>> = true;

template <class T>
void read(const Arguments& arguments, std::string_view name, T& x) {
  const auto* item = arguments.find(name);
  if (!item) return;
  try {
    if constexpr (is_tensors<T>) {
      from_item(*item, x);
    } else if (takes_none<T> || !value_of(*item).is_null()) {
      using keras::from_value;
      from_value(value_of(*item), x);
    }
  } catch (const ValueError& error) {
    keras::detail::fail_argument(name, error.what());
  }
}

/// Reads one parameter of a function, or all members of its options.
template <class T>
void read_parameter(const Operation& operation, std::size_t& position, const Arguments& arguments,
                    T& x) {
  if constexpr (is_options<T>) {
    reflect::for_each(x,
                      [&](std::string_view name, auto& member) { read(arguments, name, member); });
  } else {
    read(arguments, operation.arguments[position++].name, x);
  }
}

template <class T>
void add_parameter(const Operation& operation, std::size_t& position, Arguments& arguments,
                   const T& x) {
  if constexpr (is_options<T>) {
    reflect::for_each(x, [&](std::string_view name, const auto& member) {
      arguments.set(std::string(name), to_item(member));
    });
  } else {
    arguments.set(operation.arguments[position++].name, to_item(x));
  }
}

template <class T>
void describe_parameter(std::size_t& position, std::span<const std::string_view> positional,
                        const OperationTraits& traits, Operation& operation) {
  const auto add = [&](Argument argument, bool tensor) {
    const auto in = [&](const auto& names) {
      return std::find(names.begin(), names.end(), argument.name) != names.end();
    };
    if ((tensor && !in(traits.config)) || in(traits.called))
      operation.called.push_back(operation.arguments.emplace_back(std::move(argument)).name);
    else
      operation.arguments.push_back(std::move(argument));
  };
  if constexpr (is_options<T>) {
    const T defaults;
    reflect::for_each(defaults, [&]<class M>(std::string_view name, const M& member) {
      if constexpr (is_tensors<M>) {
        add({std::string(name), nullptr}, true);
      } else {
        add({std::string(name), to_value(member)}, false);
      }
    });
  } else {
    add({std::string(positional[position++]), nullptr}, is_tensors<T>);
  }
}

template <class R>
Tensors to_tensors(const R& result) {
  if constexpr (is_tensors<R>) {
    return result;
  } else {
    return std::apply([](const auto&... tensors) { return Tensors({tensors...}); }, result);
  }
}

template <class R>
R from_tensors(const Tensors& tensors) {
  if constexpr (std::is_same_v<R, Tensor>) {
    return tensors;
  } else if constexpr (std::is_same_v<R, std::vector<Tensor>>) {
    return tensors.flat();
  } else {
    R result;
    std::apply([&, i = std::size_t{0}](auto&... tensor) mutable { ((tensor = tensors[i++]), ...); },
               result);
    return result;
  }
}

template <auto f, class Signature = decltype(f)>
struct Function;

template <auto f, class R, class... P>
struct Function<f, R (*)(P...)> {
  using Result = R;
  using Parameters = std::tuple<std::remove_cvref_t<P>...>;

  static Tensors run(const Operation& operation, const Arguments& arguments) {
    Parameters parameters;
    std::size_t position = 0;
    std::apply([&](auto&... x) { (read_parameter(operation, position, arguments, x), ...); },
               parameters);
    return to_tensors(std::apply(f, std::move(parameters)));
  }

  static Arguments arguments(const Operation& operation, const std::remove_cvref_t<P>&... given) {
    Arguments arguments;
    std::size_t position = 0;
    (add_parameter(operation, position, arguments, given), ...);
    return arguments;
  }

  static Operation describe(std::string_view name, std::string_view class_name,
                            std::span<const std::string_view> positional,
                            const OperationTraits& traits) {
    Operation operation = {name,          class_name, {}, {}, traits.keywords,
                           traits.spread, address(),  run};
    std::size_t position = 0;
    (describe_parameter<std::remove_cvref_t<P>>(position, positional, traits, operation), ...);
    return operation;
  }

  static const void* address() { return reinterpret_cast<const void*>(f); }
};

}  // namespace detail

/// Whether any of the tensors is symbolic.
template <class... T>
requires(std::same_as<T, Tensor>&&...) bool any_symbolic(const T&... tensors) {
  return (graph::is_symbolic(tensors) || ...);
}
inline bool any_symbolic(const std::vector<Tensor>& tensors) {
  return graph::any_symbolic(tensors);
}

/// The row of the public function `f`; `positional` names its parameters before the options.
template <auto f>
Operation operation(std::string_view name, std::string_view class_name,
                    std::vector<std::string_view> positional, const OperationTraits& traits = {}) {
  return detail::Function<f>::describe(name, class_name, positional, traits);
}

/// Records a call of the public function `f` on symbolic tensors.
template <auto f, class... T>
auto call_node(const T&... given) {
  using F = detail::Function<f>;
  static const auto& operation = operation_of(F::address());
  return detail::from_tensors<typename F::Result>(
      call_symbolic(operation, F::arguments(operation, given...)));
}

}  // namespace keras::ops
