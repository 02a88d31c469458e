#include "keras/core/sizes.hpp"

namespace keras {

Sizes Sizes::resolved(int axes, const char* argument, int least) const {
  const auto result =
      single() ? Sizes(std::vector<int>(static_cast<std::size_t>(axes), number())) : Sizes(list());
  bool fits = static_cast<int>(result.list().size()) == axes;
  for (const int number : result.list()) fits = fits && number >= least;
  if (!fits)
    fail(argument, " must be a number of at least ", least, ", or ", axes, " of them; received ",
         to_value(*this));
  return result;
}

}  // namespace keras
