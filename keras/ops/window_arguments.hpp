// Internal: what the arguments of convolutions and pooling mean.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/core/sizes.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// An operation on images with channels last, of a dtype that the kernels know: what must be done
/// before and after it.
class Images {
 public:
  /// An error that begins with `where` unless `x` is a batch of images of one to three axes.
  Images(const Tensor& x, const std::optional<std::string>& data_format, std::string where);

  const Tensor& x() const { return x_; }
  int axes() const { return x_.rank() - 2; }
  /// The spatial length along `axis`.
  std::int64_t length(int axis) const { return x_.shape(1 + axis); }
  /// `y` in the data format of the images and of `dtype`.
  Tensor result(const Tensor& y, DType dtype) const;
  const std::string& where() const { return where_; }

 private:
  Tensor x_;
  bool channels_first_;
  std::string where_;
};

/// The dtype that the kernels compute products of `dtype` in.
DType computed_dtype(DType dtype);

/// The windows along the axes of images.
struct WindowShape {
  std::vector<int> before;
  Shape windows = {};  ///< How many along each axis.
};
/// Where windows of `taps` lie under "valid" or "same" padding.
WindowShape window_shape(const Images& images, const std::vector<int>& taps,
                         const std::vector<int>& strides, const std::vector<int>& dilations,
                         const std::string& padding);

}  // namespace keras::ops
