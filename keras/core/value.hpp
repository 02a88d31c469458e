// A JSON value: what configurations are made of. Objects keep the order of their members.
//
// Whatever copies, moves or ends a value is compiled once, in the source: every program would
// compile it otherwise.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace keras {

class Value;
struct Member;
using List = std::vector<Value>;

/// Named values in the order they were added.
class Object {
 public:
  Object() noexcept;
  Object(std::initializer_list<Member> members);
  Object(const Object&);
  Object(Object&&) noexcept;
  Object& operator=(const Object&);
  Object& operator=(Object&&) noexcept;
  ~Object();

  const Value* find(std::string_view key) const;  ///< nullptr when there is none.
  Value* find(std::string_view key);
  bool contains(std::string_view key) const { return find(key) != nullptr; }
  const Value& at(std::string_view key) const;  ///< An error that names the key when there is none.
  Value& operator[](std::string_view key);      ///< Adds a null when there is none.
  /// Adds a member without looking for one of the same name.
  void append_unchecked(std::string key, Value value);
  void erase(std::string_view key);

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  const Member* begin() const;
  const Member* end() const;
  Member* begin();
  Member* end();

  /// Whether both hold the same members, in any order.
  friend bool operator==(const Object& a, const Object& b);

 private:
  std::vector<Member> members_;
};

/// null, a bool, an integer, a number, a string, a list or an object.
class Value {
 public:
  Value() noexcept;
  Value(std::nullptr_t) noexcept;
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();
  Value(bool x);
  template <class T>
  requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) Value(T x)
      : Value(Integer{static_cast<std::int64_t>(x)}) {}
  Value(double x);
  Value(const char* x);
  Value(std::string_view x);
  Value(std::string x);
  Value(List x);
  Value(Object x);

  bool is_null() const { return is<std::nullptr_t>(); }
  bool is_bool() const { return is<bool>(); }
  bool is_integer() const { return is<std::int64_t>(); }
  bool is_number() const { return is<std::int64_t>() || is<double>(); }
  bool is_string() const { return is<std::string>(); }
  bool is_list() const { return is<List>(); }
  bool is_object() const { return is<Object>(); }

  // Each is an error that says what was found instead.
  bool as_bool() const;
  std::int64_t as_integer() const;  ///< Also a number without fraction.
  double as_number() const;
  const std::string& as_string() const;
  const List& as_list() const;
  const Object& as_object() const;
  List& as_list();
  Object& as_object();

  /// The member of an object, or nullptr when this is no object or has no such member.
  const Value* find(std::string_view key) const;
  /// The string member `key`, or "" when there is none.
  std::string_view string_at(std::string_view key) const;

  /// "null", "a bool", "an integer", "a number", "a string", "a list", "an object".
  const char* kind() const;

  friend bool operator==(const Value& a, const Value& b);

 private:
  struct Integer {
    std::int64_t value;
  };
  explicit Value(Integer x);
  template <class T>
  bool is() const {
    return std::holds_alternative<T>(data_);
  }
  std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, List, Object> data_;
};

struct Member {
  std::string key;
  Value value;
  friend bool operator==(const Member&, const Member&) = default;
};

inline std::size_t Object::size() const { return members_.size(); }
inline const Member* Object::begin() const { return members_.data(); }
inline const Member* Object::end() const { return members_.data() + members_.size(); }
inline Member* Object::begin() { return members_.data(); }
inline Member* Object::end() { return members_.data() + members_.size(); }

/// The value as it appears in an error: its JSON, cut after 60 characters.
void append(std::string& out, const Value& value);

}  // namespace keras
