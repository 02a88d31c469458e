// Own structs whose fields are their arguments and, after those, their parts: what holds state.
#pragma once
#include <algorithm>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "keras/core/config.hpp"
#include "keras/core/reflect.hpp"
#include "keras/graph/variable.hpp"

namespace keras {

/// Whether a field of this type is a part of an own struct, and no argument.
template <class T>
inline constexpr bool is_part = false;
template <class T>
inline constexpr bool is_part<std::vector<T>> = is_part<T>;
template <>
inline constexpr bool is_part<Variable> = true;

namespace detail {

template <class D>
using MembersOf = decltype(reflect::members(std::declval<D&>()));
template <class D, std::size_t I>
using MemberOf = std::remove_cvref_t<std::tuple_element_t<I, MembersOf<D>>>;

/// How many fields come before the first part.
template <class D, std::size_t I = 0>
consteval std::size_t argument_count() {
  if constexpr (I == reflect::size<D>) {
    return I;
  } else if constexpr (is_part<MemberOf<D, I>>) {
    return I;
  } else {
    return argument_count<D, I + 1>();
  }
}

template <class D, std::size_t I>
MemberOf<D, I> argument_from(const Object& config) {
  using keras::from_value;
  constexpr auto name = reflect::names<D>[I];
  MemberOf<D, I> argument;
  try {
    from_value(config.at(name), argument);
  } catch (const ValueError& error) {
    detail::fail_argument(name, error.what());
  }
  return argument;
}

}  // namespace detail

/// The arguments of a definition.
template <class D>
Object definition_config(const D& definition) {
  using keras::to_value;
  Object config;
  reflect::for_each(definition, [&](std::string_view name, const auto& field) {
    if constexpr (!is_part<std::remove_cvref_t<decltype(field)>>)
      config.append_unchecked(std::string(name), to_value(field));
  });
  return config;
}

/// A definition from its config: the parts are made from the loaded arguments.
template <class D>
D definition_from(const Object& config) {
  constexpr auto count = detail::argument_count<D>();
  constexpr auto names = std::span(reflect::names<D>).first(count);
  for (const auto& [key, value] : config)
    if (std::find(names.begin(), names.end(), key) == names.end())
      detail::fail_unknown_argument(key, names);
  return [&]<std::size_t... I>(std::index_sequence<I...>) {
    return D{detail::argument_from<D, I>(config)...};
  }
  (std::make_index_sequence<count>{});
}

}  // namespace keras
