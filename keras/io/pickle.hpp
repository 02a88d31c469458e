// Python's pickles as data: what the files of some data sets hold. Nothing in them is ever run.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "keras/io/array.hpp"

namespace keras::io {

/// The contents of a pickle (protocols 0 to 5): numbers, texts, lists, tuples, dictionaries and
/// NumPy arrays. Anything else, above all every call of a function, is an error.
class Pickle {
 public:
  struct Node;

  /// A number, or something that lies in the pickle.
  struct Value {
    enum class Kind : std::uint8_t { none, boolean, integer, number, node };
    Kind kind = Kind::none;
    union {
      std::int64_t integer = 0;
      double number;
      Node* node;
    };
  };
  using List = std::vector<Value>;

  /// Reads `file`, which must outlive this.
  explicit Pickle(Bytes file);
  Pickle(const Pickle&) = delete;
  Pickle& operator=(const Pickle&) = delete;

  const Value& root() const { return root_; }

  // Each is an error when the value is something else. Texts are bytes too.
  static std::int64_t as_integer(const Value& value);
  static std::string_view as_text(const Value& value);
  /// Of a list, a tuple or an array of objects.
  static const List& as_list(const Value& value);
  /// The value of a dictionary for the key `name`.
  static const Value& at(const Value& value, std::string_view name);
  /// An array of numbers.
  static Array as_array(const Value& value);

 private:
  friend class PickleMachine;
  std::deque<Node> nodes_;
  Value root_;
};

/// What a value of a pickle may refer to.
struct Pickle::Node {
  enum class Kind : std::uint8_t { text, list, tuple, dict, global, dtype, array };
  Kind kind = Kind::text;
  std::string text = {};  ///< Also the name of a global, and the code of a dtype: "u1", "O8".
  List list = {};         ///< Also the keys and values of a dictionary, one after the other.
  bool big_endian = false, fortran_order = false;  ///< Of a dtype; of an array.
  Shape shape = {};
  const Node* dtype = nullptr;  ///< Of an array, as what follows.
  Value contents = {};          ///< A text of numbers, or a list of objects.
};

}  // namespace keras::io
