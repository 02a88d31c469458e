// What the library reads from a struct that a user defined: its name and package.
#pragma once
#include <string>
#include <string_view>
#include <type_traits>

namespace keras {

namespace detail {
template <class T>
consteval std::string_view type_signature() {
  return __PRETTY_FUNCTION__;  // "... [with T = space::Name; ...]" or "... [T = space::Name]"
}
}  // namespace detail

/// "Name" for a struct `space::Name`.
template <class T>
constexpr std::string_view own_class_name() {
  constexpr auto whole = detail::type_signature<T>();
  constexpr auto begin = whole.find("T = ") + 4;
  constexpr auto end = whole.find_first_of(";]", begin);
  constexpr auto full = whole.substr(begin, end - begin);
  return full.substr(full.rfind(':') == std::string_view::npos ? 0 : full.rfind(':') + 1);
}

/// The package it is saved under: `static constexpr auto package`, or "Custom".
template <class T>
constexpr std::string_view own_package() {
  if constexpr (requires { T::package; }) {
    return T::package;
  } else {
    return "Custom";
  }
}

/// "Package>Name", by which files name it.
template <class T>
std::string own_registered_name() {
  return std::string(own_package<T>()) + ">" + std::string(own_class_name<T>());
}

}  // namespace keras
