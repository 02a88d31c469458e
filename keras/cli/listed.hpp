// Internal: how `keras list` knows the public functions and classes that no file may name, which
// therefore stand in no registry.
#pragma once
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/registry_define.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::cli {

/// A public name with its arguments.
struct Listed {
  std::string name;
  std::vector<Argument> arguments = {};
};

namespace detail {

template <class Signature>
struct Options {
  using type = void;
};
/// The last parameter of a function, where it is an options struct.
template <class R, class... P>
requires(sizeof...(P) > 0) struct Options<R (*)(P...)> {
  using Last = std::remove_cvref_t<decltype((std::declval<std::type_identity<P>>(), ...))>;
  using type =
      std::conditional_t<std::is_aggregate_v<typename Last::type>, typename Last::type, void>;
};

template <class T>
inline constexpr bool is_value = requires(const T& x) {
  to_value(x);
};
template <class T>
inline constexpr bool is_value<std::optional<T>> = is_value<T>;

/// The members of an options struct with their defaults; None for what no file can hold.
template <class Options>
void add_members(std::vector<Argument>& arguments) {
  const Options defaults;
  reflect::for_each(defaults, [&](std::string_view name, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (is_value<Member> && !std::is_same_v<Member, Tensor>) {
      arguments.push_back({std::string(name), to_value(member)});
    } else {
      arguments.push_back({std::string(name), {}});
    }
  });
}

template <class Options>
std::vector<Argument> with_options(std::vector<Argument> positional) {
  if constexpr (!std::is_void_v<Options>) add_members<Options>(positional);
  return positional;
}

}  // namespace detail

/// The row of the function `f`: its parameters before the options, which the language does not
/// know by name, then the members of the options.
template <auto f>
Listed function(std::string name, std::vector<Argument> positional = {}) {
  using Options = typename detail::Options<decltype(f)>::type;
  return {std::move(name), detail::with_options<Options>(std::move(positional))};
}

/// The row of the class `T`, whose constructor takes `positional` and then `Options`.
template <class T, class Options = void>
Listed type(std::string name, std::vector<Argument> positional = {}) {
  static_assert(sizeof(T) > 0);
  return {std::move(name), detail::with_options<Options>(std::move(positional))};
}

/// The tables, one for each part of the library.
std::vector<Listed> training_names();
std::vector<Listed> data_names();
std::vector<Listed> object_names();

}  // namespace keras::cli
