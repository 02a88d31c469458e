#include "keras/models/logs.hpp"

#include <algorithm>

#include "keras/core/error.hpp"

namespace keras {
namespace {

template <class Items>
auto find(Items& items, std::string_view name) {
  return std::find_if(items.begin(), items.end(),
                      [&](const auto& item) { return item.first == name; });
}

template <class Items>
const auto& get(const char* where, const Items& items, std::string_view name) {
  if (const auto at = find(items, name); at != items.end()) return at->second;
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.first);
  fail(where, ": there is no ", quoted(name), suggestion(name, names));
}

double number(const char* where, std::string_view name, const Value& value) {
  if (!value.is_number())
    fail(where, ": ", quoted(name), " must be one number; received ", quoted(name), "=", value,
         ", which at() returns");
  return value.as_number();
}

}  // namespace

double Logs::operator[](std::string_view name) const { return number("Logs", name, at(name)); }
const Value& Logs::at(std::string_view name) const { return get("Logs", items_, name); }
bool Logs::contains(std::string_view name) const { return find(items_, name) != items_.end(); }

void Logs::set(std::string name, Value value) {
  if (const auto at = find(items_, name); at != items_.end()) {
    at->second = std::move(value);
  } else {
    items_.emplace_back(std::move(name), std::move(value));
  }
}

std::vector<double> History::operator[](std::string_view name) const {
  std::vector<double> numbers;
  for (const auto& value : at(name)) numbers.push_back(number("History", name, value));
  return numbers;
}
const List& History::at(std::string_view name) const { return get("History", columns_, name); }

void History::append(const Logs& logs) {
  for (const auto& [name, value] : logs) {
    const auto at = find(columns_, name);
    (at != columns_.end() ? at->second : columns_.emplace_back(name, List()).second)
        .push_back(value);
  }
}

}  // namespace keras
