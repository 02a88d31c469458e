#include "keras/core/value.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"

namespace keras {
namespace {

template <class T, class V>
auto& get(V& data, const char* wanted, const Value& value) {
  if (auto* x = std::get_if<T>(&data)) return *x;
  fail("must be ", wanted, "; received ", value);
}

}  // namespace

Object::Object() noexcept = default;
Object::Object(std::initializer_list<Member> members) : members_(members) {}
Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(const Object&) = default;
Object& Object::operator=(Object&&) noexcept = default;
Object::~Object() = default;

Value::Value() noexcept = default;
Value::Value(std::nullptr_t) noexcept {}
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;
Value::Value(bool x) : data_(x) {}
Value::Value(Integer x) : data_(x.value) {}
Value::Value(double x) : data_(x) {}
Value::Value(const char* x) : data_(std::string(x)) {}
Value::Value(std::string_view x) : data_(std::string(x)) {}
Value::Value(std::string x) : data_(std::move(x)) {}
Value::Value(List x) : data_(std::move(x)) {}
Value::Value(Object x) : data_(std::move(x)) {}

const Value* Object::find(std::string_view key) const {
  for (const auto& member : members_)
    if (member.key == key) return &member.value;
  return nullptr;
}

Value* Object::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));
}

const Value& Object::at(std::string_view key) const {
  if (const auto* value = find(key)) return *value;
  fail("the field ", quoted(key), " is missing");
}

Value& Object::operator[](std::string_view key) {
  if (auto* value = find(key)) return *value;
  return members_.emplace_back(Member{std::string(key), {}}).value;
}

void Object::append_unchecked(std::string key, Value value) {
  members_.push_back({std::move(key), std::move(value)});
}

void Object::erase(std::string_view key) {
  std::erase_if(members_, [&](const Member& member) { return member.key == key; });
}

bool operator==(const Object& a, const Object& b) {
  return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const Member& member) {
           const auto* other = b.find(member.key);
           return other && *other == member.value;
         });
}

bool operator==(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number() && a.is_integer() != b.is_integer())
    return a.as_number() == b.as_number();
  return a.data_ == b.data_;
}

bool Value::as_bool() const { return get<bool>(data_, "true or false", *this); }

std::int64_t Value::as_integer() const {
  if (const auto* x = std::get_if<double>(&data_)) {
    constexpr double limit = 9007199254740992.0;  // 2^53: every whole number below is exact
    if (*x > -limit && *x < limit && *x == static_cast<double>(static_cast<std::int64_t>(*x)))
      return static_cast<std::int64_t>(*x);
  }
  return get<std::int64_t>(data_, "an integer", *this);
}

double Value::as_number() const {
  if (const auto* x = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*x);
  return get<double>(data_, "a number", *this);
}

const std::string& Value::as_string() const { return get<std::string>(data_, "a string", *this); }
const List& Value::as_list() const { return get<List>(data_, "a list", *this); }
const Object& Value::as_object() const { return get<Object>(data_, "an object", *this); }
List& Value::as_list() { return get<List>(data_, "a list", *this); }
Object& Value::as_object() { return get<Object>(data_, "an object", *this); }

const Value* Value::find(std::string_view key) const {
  const auto* object = std::get_if<Object>(&data_);
  return object ? object->find(key) : nullptr;
}

std::string_view Value::string_at(std::string_view key) const {
  const auto* member = find(key);
  return member && member->is_string() ? std::string_view(member->as_string()) : std::string_view();
}

const char* Value::kind() const {
  static constexpr const char* names[] = {"null",     "a bool", "an integer", "a number",
                                          "a string", "a list", "an object"};
  return names[data_.index()];
}

void append(std::string& out, const Value& value) {
  constexpr std::size_t longest = 60;
  if (value.is_string()) return append(out, quoted(value.as_string()));
  const auto json = to_json(value, longest + 1);
  out += json.size() > longest ? json.substr(0, longest) + "..." : json;
}

}  // namespace keras
