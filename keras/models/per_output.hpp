#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/config.hpp"

namespace keras {

/// A value for all outputs, one for each (a list), or one by name; each may be a list itself
/// (metrics).
template <class T>
class PerOutput {
 public:
  enum class Kind : std::uint8_t { none, one, list, named };

  PerOutput() = default;
  PerOutput(std::nullopt_t) {}
  template <class U>
  requires std::convertible_to<const U&, T> PerOutput(const U& one)
      : kind_(Kind::one), items_{{"", {T(one)}}} {}
  PerOutput(std::initializer_list<T> list) : kind_(Kind::list) {
    for (const auto& item : list) items_.push_back({"", {item}});
  }
  PerOutput(std::initializer_list<std::pair<std::string, T>> named) : kind_(Kind::named) {
    for (const auto& [name, item] : named) items_.push_back({name, {item}});
  }
  PerOutput(std::initializer_list<std::pair<std::string, std::vector<T>>> named)
      : kind_(Kind::named), items_(named.begin(), named.end()) {}

  struct Item {
    std::string name;
    std::vector<T> values;
    bool nested = false;  ///< Saved as a list of its own.
    Item(std::string name, std::vector<T> values, bool nested = false)
        : name(std::move(name)), values(std::move(values)), nested(nested) {}
    Item(const std::pair<std::string, std::vector<T>>& pair)
        : Item(pair.first, pair.second, true) {}
  };

  Kind kind() const { return kind_; }
  bool given() const { return kind_ != Kind::none; }
  const std::vector<Item>& items() const { return items_; }

  friend Value to_value(const PerOutput& x) {
    const auto item = [](const Item& i) -> Value {
      if (!i.nested) return to_value(i.values.at(0));
      return to_value(i.values);
    };
    if (x.kind_ == Kind::none) return nullptr;
    if (x.kind_ == Kind::one) return item(x.items_[0]);
    List list;
    Object named;
    for (const auto& i : x.items_) {
      if (x.kind_ == Kind::list) list.push_back(item(i));
      if (x.kind_ == Kind::named) named[i.name] = item(i);
    }
    return x.kind_ == Kind::list ? Value(std::move(list)) : Value(std::move(named));
  }

  friend void from_value(const Value& value, PerOutput& x) {
    x = PerOutput();
    if (value.is_null()) return;
    const auto item = [](std::string name, const Value& v) -> Item {
      std::vector<T> values;
      if (!v.is_list()) {
        from_value(v, values.emplace_back());
        return {std::move(name), std::move(values)};
      }
      for (const auto& each : v.as_list()) from_value(each, values.emplace_back());
      return {std::move(name), std::move(values), true};
    };
    const bool object = value.is_object() && !value.find("class_name");
    x.kind_ = value.is_list() ? Kind::list : object ? Kind::named : Kind::one;
    if (value.is_list()) {
      for (const auto& each : value.as_list()) x.items_.push_back(item("", each));
    } else if (object) {
      for (const auto& [name, each] : value.as_object()) x.items_.push_back(item(name, each));
    } else {
      x.items_.push_back(item("", value));
    }
  }

 private:
  Kind kind_ = Kind::none;
  std::vector<Item> items_;
};

}  // namespace keras
