#include "keras/ops/window_arguments.hpp"

#include <algorithm>

#include "keras/core/data_format.hpp"
#include "keras/core/error.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/ops/operands.hpp"

namespace keras::ops {

Images::Images(const Tensor& x, const std::optional<std::string>& data_format, std::string where)
    : channels_first_(has_channels_first(data_format, where)), where_(std::move(where)) {
  if (x.rank() < 3 || x.rank() > 5)
    fail(where_, ": inputs must be (batch, axes..., channels) with one to three axes; received ",
         "shape ", x.shape());
  const auto numbers = converted(x, computed_dtype(x.dtype()));
  x_ = channels_first_ ? moveaxis(numbers, 1, -1) : numbers;
}

Tensor Images::result(const Tensor& y, DType dtype) const {
  const auto numbers = converted(y, dtype);
  return channels_first_ ? moveaxis(numbers, -1, 1) : numbers;
}

DType computed_dtype(DType dtype) {
  if (!dtype.is_floating()) return DType::float64;
  return dtype == DType::float64 ? DType::float64 : DType::float32;
}

WindowShape window_shape(const Images& images, const std::vector<int>& taps,
                         const std::vector<int>& strides, const std::vector<int>& dilations,
                         const std::string& padding) {
  if (padding != "valid" && padding != "same")
    fail(images.where(), ": padding must be 'valid' or 'same'; received padding=", quoted(padding));
  WindowShape result;
  for (int axis = 0; axis < images.axes(); ++axis) {
    const auto i = static_cast<std::size_t>(axis);
    const auto length = images.length(axis);
    const auto reach = std::int64_t{taps[i] - 1} * dilations[i] + 1;
    std::int64_t before = 0, windows = Shape::unknown;
    if (length != Shape::unknown && padding == "same") {
      windows = (length + strides[i] - 1) / strides[i];
      before = std::max<std::int64_t>(0, (windows - 1) * strides[i] + reach - length) / 2;
    } else if (length != Shape::unknown) {
      windows = std::max<std::int64_t>(0, (length - reach + strides[i]) / strides[i]);
    }
    result.before.push_back(static_cast<int>(before));
    result.windows.push_back(windows);
  }
  return result;
}

}  // namespace keras::ops
