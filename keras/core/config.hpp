// Options structs to configurations and back.
#pragma once
#include <array>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/core/dtype.hpp"
#include "keras/core/error.hpp"
#include "keras/core/reflect.hpp"
#include "keras/core/shape.hpp"
#include "keras/core/value.hpp"

namespace keras {

/// A list, or None: `.idf_weights = {1.0, 2.0}`. `{}` is None.
template <class T>
class OptionalList : public std::optional<std::vector<T>> {
 public:
  OptionalList() = default;
  OptionalList(std::nullopt_t) {}
  OptionalList(std::vector<T> list) : std::optional<std::vector<T>>(std::move(list)) {}
  OptionalList(std::initializer_list<T> list) : OptionalList(std::vector<T>(list)) {}
};

// A type joins a config by overloading `to_value` and `from_value` beside itself.
inline Value to_value(const Value& x) { return x; }
inline Value to_value(bool x) { return x; }
inline Value to_value(double x) { return x; }
inline Value to_value(float x) { return static_cast<double>(x); }
inline Value to_value(const std::string& x) { return x; }
inline Value to_value(DType x) { return x.name(); }
inline Value to_value(const Object& x) { return x; }
Value to_value(const Shape& x);
template <std::integral T>
Value to_value(T x) {
  return x;
}
template <class T>
requires std::is_enum_v<T> Value to_value(T x) { return static_cast<int>(x); }
template <class T>
Value to_value(const std::optional<T>& x);
template <class T>
Value to_value(const std::vector<T>& x);
template <class A, class B>
Value to_value(const std::pair<A, B>& x) {
  return List{to_value(x.first), to_value(x.second)};
}

template <class T>
Value to_value(const std::optional<T>& x) {
  return x ? to_value(*x) : Value(nullptr);
}
template <class T>
Value to_value(const std::vector<T>& x) {
  List list;
  for (const auto& item : x) list.push_back(to_value(item));
  return list;
}

inline void from_value(const Value& value, Value& x) { x = value; }
inline void from_value(const Value& value, bool& x) { x = value.as_bool(); }
inline void from_value(const Value& value, double& x) { x = value.as_number(); }
inline void from_value(const Value& value, float& x) { x = static_cast<float>(value.as_number()); }
inline void from_value(const Value& value, std::string& x) { x = value.as_string(); }
inline void from_value(const Value& value, Object& x) { x = value.as_object(); }
void from_value(const Value& value, DType& x);
void from_value(const Value& value, Shape& x);
template <std::integral T>
void from_value(const Value& value, T& x) {
  const auto whole = value.as_integer();
  if (whole < static_cast<std::int64_t>(std::numeric_limits<T>::min()) ||
      (sizeof(T) < 8 && whole > static_cast<std::int64_t>(std::numeric_limits<T>::max())))
    fail("must be at most ", std::numeric_limits<T>::max(), " in size; received ", value);
  x = static_cast<T>(whole);
}
template <class T>
void from_value(const Value& value, std::optional<T>& x);
template <class T>
void from_value(const Value& value, std::vector<T>& x);
template <class A, class B>
void from_value(const Value& value, std::pair<A, B>& x) {
  const auto& list = value.as_list();
  if (list.size() != 2) fail("must be a pair; received ", value);
  from_value(list[0], x.first);
  from_value(list[1], x.second);
}

template <class T>
void from_value(const Value& value, std::optional<T>& x) {
  if (value.is_null()) {
    x.reset();
  } else {
    from_value(value, x.emplace());
  }
}
template <class T>
void from_value(const Value& value, std::vector<T>& x) {
  x.clear();
  for (const auto& item : value.as_list()) from_value(item, x.emplace_back());
}

/// The members of an options struct as a config.
template <class Options>
Object to_config(const Options& options) {
  Object config;
  reflect::for_each(options, [&](std::string_view name, const auto& member) {
    config.append_unchecked(std::string(name), to_value(member));
  });
  return config;
}

namespace detail {
[[noreturn]] void fail_unknown_argument(std::string_view key,
                                        std::span<const std::string_view> names);
[[noreturn]] void fail_argument(std::string_view name, const char* reason);
}  // namespace detail

/// Whether `key` names a member of `Options`.
template <class Options>
bool is_argument(std::string_view key) {
  for (const auto name : reflect::names<Options>)
    if (name == key) return true;
  return false;
}

/// An options struct from a config; an unknown or unreadable argument is an error that names it.
template <class Options>
Options options_from(const Object& config) {
  Options options;
  reflect::for_each(options, [&](std::string_view name, auto& member) {
    const auto* value = config.find(name);
    if (!value) return;
    try {
      from_value(*value, member);
    } catch (const ValueError& error) {
      detail::fail_argument(name, error.what());
    }
  });
  for (const auto& [key, value] : config)
    if (!is_argument<Options>(key)) detail::fail_unknown_argument(key, reflect::names<Options>);
  return options;
}

}  // namespace keras
