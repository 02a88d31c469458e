#include <charconv>
#include <ostream>
#include <string>

#include "keras/core/error.hpp"
#include "keras/graph/tensor.hpp"

namespace keras {
namespace {

constexpr std::int64_t longest = 1000, edge = 3;  // elements shown in full, else at both ends

template <class T>
std::string shortest(T value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof digits, value).ptr};
}

std::vector<std::string> texts_of(const Tensor& tensor) {
  std::vector<std::string> texts;
  if (tensor.dtype() == DType::string) {
    for (const auto& value : tensor.to_vector<std::string>()) texts.push_back(quoted(value));
  } else if (tensor.dtype() == DType::boolean) {
    for (const bool value : tensor.to_vector<bool>()) texts.emplace_back(value ? "True" : "False");
  } else if (tensor.dtype().is_integer()) {
    for (const auto value : tensor.to_vector<std::int64_t>()) texts.push_back(shortest(value));
  } else if (tensor.dtype() == DType::float64) {
    for (const double value : tensor.to_vector<double>()) texts.push_back(shortest(value));
  } else {
    for (const float value : tensor.to_vector<float>()) texts.push_back(shortest(value));
  }
  return texts;
}

class Printer {
 public:
  Printer(std::ostream& out, const Tensor& tensor)
      : out_(out), shape_(tensor.shape()), texts_(texts_of(tensor)) {}

  void print() { axis(0, 0, shape_.elements()); }

 private:
  /// The part from element `first` on, of `count` elements, whose outermost axis is `depth`.
  void axis(int depth, std::int64_t first, std::int64_t count) {
    if (depth == shape_.rank()) {
      out_ << texts_[static_cast<std::size_t>(first)];
      return;
    }
    const auto length = shape_[depth];
    const bool cut = shape_.elements() > longest && length > 2 * edge;
    out_ << '[';
    for (std::int64_t i = 0; i < length; ++i) {
      if (i > 0) separate(depth);
      if (cut && i == edge) {
        out_ << "...", i = length - edge - 1;
        continue;
      }
      axis(depth + 1, first + count / length * i, count / length);
    }
    out_ << ']';
  }

  void separate(int depth) {
    if (depth + 1 == shape_.rank()) {
      out_ << ' ';
    } else {
      out_ << '\n' << std::string(static_cast<std::size_t>(depth + 1), ' ');
    }
  }

  std::ostream& out_;
  Shape shape_;
  std::vector<std::string> texts_;
};

}  // namespace

std::ostream& operator<<(std::ostream& out, const Tensor& tensor) {
  if (!tensor.defined()) return out << "None";
  Printer(out, tensor).print();
  return out;
}

}  // namespace keras
