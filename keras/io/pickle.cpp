#include "keras/io/pickle.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>
#include <unordered_map>

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

using Value = Pickle::Value;
using Node = Pickle::Node;
using Kind = Pickle::Node::Kind;

Value integer(std::int64_t number) {
  Value value;
  value.kind = Value::Kind::integer, value.integer = number;
  return value;
}

/// The node of `value` if it is one of that kind, else nullptr.
const Node* node_of(const Value& value, Kind kind) {
  return value.kind == Value::Kind::node && value.node->kind == kind ? value.node : nullptr;
}

const Node& expect(const Value& value, Kind kind, const char* what) {
  const auto* node = node_of(value, kind);
  if (!node) fail("the pickle is malformed: there must be ", what);
  return *node;
}

std::int64_t number_in(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc()) fail("the pickle is malformed: there must be a number");
  return number;
}

DType dtype_of_code(const Node& dtype) {
  static const std::map<std::string, DType::Kind, std::less<>> kinds = {
      {"b1", DType::boolean}, {"u1", DType::uint8},   {"u2", DType::uint16},
      {"u4", DType::uint32},  {"u8", DType::uint64},  {"i1", DType::int8},
      {"i2", DType::int16},   {"i4", DType::int32},   {"i8", DType::int64},
      {"f2", DType::float16}, {"f4", DType::float32}, {"f8", DType::float64}};
  const auto at = kinds.find(dtype.text);
  if (at == kinds.end())
    fail("an array of a pickle must hold numbers; received dtype ", keras::quoted(dtype.text));
  return at->second;
}

}  // namespace

/// Runs the instructions of a pickle. Those that would call something build an array or a dtype, or
/// are errors.
class PickleMachine {
 public:
  PickleMachine(Pickle& pickle, Bytes file) : pickle_(pickle), cursor_(file, "the pickle") {}

  Value run() {
    while (true) {
      const auto instruction = static_cast<char>(cursor_.u8());
      if (instruction == '.') return pop();
      if (!do_number(instruction) && !do_text(instruction) && !do_container(instruction) &&
          !do_memory(instruction) && !do_object(instruction))
        fail("the pickle has an instruction that is not read: ",
             keras::quoted(std::string(1, instruction)));
    }
  }

 private:
  bool do_number(char instruction) {
    switch (instruction) {
      case 'N':
        return push(Value());
      case '\x88':
        return push_bool(true);
      case '\x89':
        return push_bool(false);
      case 'K':
        return push(integer(cursor_.u8()));
      case 'M':
        return push(integer(cursor_.u16()));
      case 'J':
        return push(integer(static_cast<std::int32_t>(cursor_.u32())));
      case 'I':
        return push(integer(number_in(line())));
      case 'L':
        return push(integer(number_in(line())));
      case '\x8a':
        return push(integer(signed_number(cursor_.u8())));
      case 'G':
        return push_double();
      default:
        return false;
    }
  }

  bool do_text(char instruction) {
    switch (instruction) {
      case 'U':
      case 'C':
      case '\x8c':
        return push_text(cursor_.u8());
      case 'T':
      case 'B':
      case 'X':
        return push_text(cursor_.u32());
      case '\x8d':
      case '\x8e':
        return push_text(cursor_.u64());
      default:
        return false;
    }
  }

  bool do_container(char instruction) {
    switch (instruction) {
      case '(':
        marks_.push_back(stack_.size());
        return true;
      case '0':
        pop();
        return true;
      case ']':
        return push_node(Kind::list);
      case '}':
        return push_node(Kind::dict);
      case ')':
        return push_node(Kind::tuple);
      case 'l':
        return push_items(Kind::list, from_mark());
      case 'd':
        return push_items(Kind::dict, from_mark());
      case 't':
        return push_items(Kind::tuple, from_mark());
      case '\x85':
        return push_items(Kind::tuple, take(1));
      case '\x86':
        return push_items(Kind::tuple, take(2));
      case '\x87':
        return push_items(Kind::tuple, take(3));
      case 'a':
        return extend(take(1));
      case 'e':
        return extend(from_mark());
      case 's':
        return extend(take(2));
      case 'u':
        return extend(from_mark());
      default:
        return false;
    }
  }

  bool do_memory(char instruction) {
    switch (instruction) {
      case '\x80':
        cursor_.skip(1);
        return true;  // the protocol
      case '\x95':
        cursor_.skip(8);
        return true;  // the length of a frame
      case 'q':
        return remember(cursor_.u8());
      case 'r':
        return remember(cursor_.u32());
      case 'p':
        return remember(static_cast<std::uint64_t>(number_in(line())));
      case '\x94':
        return remember(memory_.size());
      case 'h':
        return recall(cursor_.u8());
      case 'j':
        return recall(cursor_.u32());
      case 'g':
        return recall(static_cast<std::uint64_t>(number_in(line())));
      default:
        return false;
    }
  }

  bool do_object(char instruction) {
    switch (instruction) {
      case 'c': {
        const auto module = line(), name = line();
        return push_global(module, name);
      }
      case '\x93': {
        const auto names = take(2);
        return push_global(Pickle::as_text(names[0]), Pickle::as_text(names[1]));
      }
      case 'R':
        return reduce();
      case 'b':
        return build();
      default:
        return false;
    }
  }

  bool push(Value value) {
    stack_.push_back(value);
    return true;
  }
  bool push_bool(bool truth) {
    auto value = integer(truth);
    value.kind = Value::Kind::boolean;
    return push(value);
  }
  bool push_double() {
    std::vector<std::byte> bytes(8);
    const auto taken = cursor_.take(8);
    std::reverse_copy(taken.begin(), taken.end(), bytes.begin());
    Value value;
    value.kind = Value::Kind::number, value.number = std::bit_cast<double>(little_endian(bytes));
    return push(value);
  }
  bool push_text(std::uint64_t size) {
    const auto text = cursor_.text(size);
    push_node(Kind::text);
    stack_.back().node->text = text;
    return true;
  }
  bool push_node(Kind kind) {
    auto& node = pickle_.nodes_.emplace_back();
    node.kind = kind;
    Value value;
    value.kind = Value::Kind::node, value.node = &node;
    return push(value);
  }
  bool push_items(Kind kind, Pickle::List items) {
    push_node(kind);
    stack_.back().node->list = std::move(items);
    return true;
  }
  bool push_global(std::string_view module, std::string_view name) {
    const auto whole = text(module, ".", name);
    static const std::vector<std::string> known = {"numpy.ndarray", "numpy.dtype",
                                                   "numpy.core.multiarray._reconstruct",
                                                   "numpy._core.multiarray._reconstruct"};
    if (std::find(known.begin(), known.end(), whole) == known.end())
      fail("a pickle must hold data only; received ", keras::quoted(whole), ", which is never run");
    push_node(Kind::global);
    stack_.back().node->text = whole;
    return true;
  }

  Value pop() { return take(1)[0]; }
  /// The uppermost `count` values.
  Pickle::List take(std::size_t count) {
    if (stack_.size() < count) fail("the pickle is malformed: a value is missing");
    const auto first = stack_.end() - static_cast<std::ptrdiff_t>(count);
    Pickle::List items(first, stack_.end());
    stack_.erase(first, stack_.end());
    return items;
  }
  Pickle::List from_mark() {
    if (marks_.empty() || marks_.back() > stack_.size())
      fail("the pickle is malformed: a mark is missing");
    const auto mark = marks_.back();
    marks_.pop_back();
    return take(stack_.size() - mark);
  }
  bool extend(const Pickle::List& items) {
    if (stack_.empty()) fail("the pickle is malformed: a value is missing");
    const auto& target = stack_.back();
    if (!node_of(target, Kind::list) && !node_of(target, Kind::dict))
      fail("the pickle is malformed: there must be a list or a dictionary");
    auto& list = target.node->list;
    list.insert(list.end(), items.begin(), items.end());
    return true;
  }

  bool remember(std::uint64_t place) {
    if (stack_.empty()) fail("the pickle is malformed: a value is missing");
    memory_[place] = stack_.back();
    return true;
  }
  bool recall(std::uint64_t place) {
    const auto at = memory_.find(place);
    if (at == memory_.end()) fail("the pickle is malformed: a value is missing");
    return push(at->second);
  }

  /// `_reconstruct(...)` is an empty array, `dtype("u1", ...)` a dtype.
  bool reduce() {
    const auto call = take(2);
    const auto& function = expect(call[0], Kind::global, "a function").text;
    const auto& arguments = Pickle::as_list(call[1]);
    if (function == "numpy.dtype" && !arguments.empty()) {
      push_node(Kind::dtype);
      stack_.back().node->text = Pickle::as_text(arguments[0]);
      return true;
    }
    if (!function.ends_with("._reconstruct"))
      fail("a pickle must hold data only; received a call of ", keras::quoted(function));
    return push_node(Kind::array);
  }

  /// What is told of an array or a dtype after it was made.
  bool build() {
    const auto state = Pickle::as_list(pop());
    if (stack_.empty() || state.size() < 2) fail("the pickle is malformed: a state is missing");
    const auto target = stack_.back();
    if (node_of(target, Kind::dtype)) {
      target.node->big_endian = Pickle::as_text(state[1]) == ">";
      return true;
    }
    expect(target, Kind::array, "an array");
    if (state.size() != 5) fail("the pickle is malformed: an array has 5 properties");
    auto& array = *target.node;
    array.shape = {};
    for (const auto& length : Pickle::as_list(state[1]))
      array.shape.push_back(Pickle::as_integer(length));
    array.dtype = &expect(state[2], Kind::dtype, "a dtype");
    array.fortran_order = state[3].kind == Value::Kind::boolean ? state[3].integer != 0
                                                                : Pickle::as_integer(state[3]) != 0;
    array.contents = state[4];
    return true;
  }

  std::string_view line() {
    const auto rest = text_of(cursor_.rest());
    const auto end = rest.find('\n');
    if (end == rest.npos) fail("the pickle is malformed: a line does not end");
    cursor_.skip(end + 1);
    return rest.substr(0, end);
  }
  /// A number of `size` bytes in two's complement.
  std::int64_t signed_number(std::size_t size) {
    if (size > 8) fail("a pickle must hold numbers of at most 64 bits; received ", size, " bytes");
    if (size == 0) return 0;
    const auto bits = cursor_.number(size);
    const auto shift = 64 - 8 * static_cast<int>(size);
    return static_cast<std::int64_t>(bits << shift) >> shift;
  }

  Pickle& pickle_;
  Cursor cursor_;
  Pickle::List stack_;
  std::vector<std::size_t> marks_;
  std::unordered_map<std::uint64_t, Value> memory_;
};

Pickle::Pickle(Bytes file) { root_ = PickleMachine(*this, file).run(); }

std::int64_t Pickle::as_integer(const Value& value) {
  if (value.kind != Value::Kind::integer) fail("the pickle is malformed: there must be an integer");
  return value.integer;
}

std::string_view Pickle::as_text(const Value& value) {
  return expect(value, Kind::text, "a text").text;
}

const Pickle::List& Pickle::as_list(const Value& value) {
  if (const auto* array = node_of(value, Kind::array)) return as_list(array->contents);
  if (const auto* tuple = node_of(value, Kind::tuple)) return tuple->list;
  return expect(value, Kind::list, "a list").list;
}

const Pickle::Value& Pickle::at(const Value& value, std::string_view name) {
  const auto& list = expect(value, Kind::dict, "a dictionary").list;
  for (std::size_t i = 0; i + 1 < list.size(); i += 2)
    if (const auto* key = node_of(list[i], Kind::text); key && key->text == name)
      return list[i + 1];
  fail("the pickle has no ", keras::quoted(name));
}

Array Pickle::as_array(const Value& value) {
  const auto& array = expect(value, Kind::array, "an array");
  if (!array.dtype) fail("the pickle is malformed: an array has no dtype");
  const auto dtype = dtype_of_code(*array.dtype);
  const auto bytes = bytes_of(as_text(array.contents));
  if (bytes.size() != declared_bytes(array.shape, dtype.itemsize(), "an array of the pickle"))
    fail("an array of the pickle must have the bytes that its shape needs; received ", bytes.size(),
         " for shape ", array.shape);
  return decode({dtype, array.dtype->big_endian, array.fortran_order}, array.shape,
                Buffer::copy(bytes));
}

}  // namespace keras::io
