#include "keras/io/npy_header.hpp"

#include <utility>

#include "keras/core/error.hpp"
#include "keras/io/array.hpp"
#include "keras/io/bytes.hpp"

namespace keras::io {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  NpyHeader header() {
    NpyHeader header;
    expect('{');
    for (bool first = true; !accept('}'); first = false) {
      if (!first) {
        expect(',');
        if (accept('}')) break;
      }
      entry(header);
    }
    skip_space();
    if (at_ != text_.size()) refuse("the end");
    if (!has_descr_ || !has_order_ || !has_shape_)
      fail("the npy header must have the entries descr, fortran_order and shape; received ",
           quoted(legible(text_)));
    return header;
  }

 private:
  void entry(NpyHeader& header) {
    const auto key = string();
    expect(':');
    bool* seen = nullptr;
    if (key == "descr") {
      seen = &has_descr_, header.descr = string();
    } else if (key == "fortran_order") {
      seen = &has_order_, header.fortran_order = boolean();
    } else if (key == "shape") {
      seen = &has_shape_, header.shape = shape();
    } else {
      fail("the npy header has an unknown entry ", quoted(key));
    }
    if (std::exchange(*seen, true)) fail("the npy header has two entries ", quoted(key));
  }

  std::string string() {
    skip_space();
    const char quote = peek();
    if (quote != '\'' && quote != '"') refuse("a string");
    const auto start = ++at_;
    while (peek() != quote) {
      if (peek() < 32 || peek() > 126 || peek() == '\\') refuse("a plain ASCII string");
      ++at_;
    }
    return std::string(text_.substr(start, at_++ - start));
  }

  bool boolean() {
    if (accept_word("True")) return true;
    if (!accept_word("False")) refuse("True or False for fortran_order");
    return false;
  }

  Shape shape() {
    Shape shape;
    expect('(');
    for (bool comma = true; !accept(')'); comma = accept(',')) {
      if (!comma) refuse("a comma or ) in shape");
      shape.push_back(length());
      if (shape.rank() > max_rank) fail("the npy header's shape has more than ", max_rank, " axes");
    }
    return shape;
  }

  std::int64_t length() {
    skip_space();
    if (peek() < '0' || peek() > '9') refuse("a length in shape");
    std::int64_t x = 0;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      if (__builtin_mul_overflow(x, 10, &x) || __builtin_add_overflow(x, peek() - '0', &x))
        fail("the npy header's shape has a length beyond 63 bits; received ",
             quoted(legible(text_)));
    }
    accept('L');  // Python 2 wrote its long integers so
    return x;
  }

  bool accept_word(std::string_view word) {
    skip_space();
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }
  bool accept(char c) { return accept_word({&c, 1}); }
  void expect(char c) {
    if (!accept(c)) refuse(text("'", c, "'"));
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\t') ++at_;
  }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  [[noreturn]] void refuse(std::string_view expected) const {
    fail("the npy header is malformed: expected ", expected, " at its byte ", at_, "; received ",
         quoted(legible(text_.substr(at_))));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool has_descr_ = false, has_order_ = false, has_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text) { return Parser(text).header(); }

}  // namespace keras::io
