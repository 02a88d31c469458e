#include "keras/core/sizes.hpp"

namespace keras {

Sizes Sizes::resolved(int axes, const char* argument, int least) const {
  auto result = single_ ? Sizes(std::vector<int>(static_cast<std::size_t>(axes), numbers_[0]))
                        : Sizes(numbers_);
  bool fits = static_cast<int>(result.numbers_.size()) == axes;
  for (const int number : result.numbers_) fits = fits && number >= least;
  if (!fits)
    fail(argument, " must be a number of at least ", least, ", or ", axes, " of them; received ",
         to_value(*this));
  return result;
}

Value to_value(const Sizes& sizes) {
  return sizes.single_ ? Value(sizes.numbers_[0]) : to_value(sizes.numbers_);
}

void from_value(const Value& value, Sizes& sizes) {
  sizes.single_ = !value.is_list();
  if (sizes.single_) {
    sizes.numbers_.assign(1, 0);
    from_value(value, sizes.numbers_[0]);
  } else {
    from_value(value, sizes.numbers_);
  }
}

}  // namespace keras
