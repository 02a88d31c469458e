#include "keras/data/to_categorical.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/nn.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::utils {

Tensor to_categorical(const Tensor& x, std::optional<int> num_classes) {
  const bool column = x.rank() > 1 && x.shape(-1) == 1;
  const auto labels = ops::cast(column ? ops::squeeze(x, {.axis = -1}) : x, "int32");
  int most = -1;
  for (const int label : labels.to_vector<int>()) {
    if (label < 0)
      fail("utils.to_categorical: class numbers must not be negative; received ", label);
    most = std::max(most, label);
  }
  const int classes = num_classes.value_or(most + 1);
  if (most >= classes)
    fail("utils.to_categorical: class numbers must be below num_classes=", classes, "; received ",
         most);
  return ops::one_hot(labels, classes);
}

}  // namespace keras::utils
