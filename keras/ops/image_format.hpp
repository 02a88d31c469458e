// Internal: how images lie in a tensor: with or without a batch, the channels last or first.
#pragma once
#include <optional>
#include <string>

#include "keras/graph/tensor.hpp"

namespace keras::ops::image {

/// The format of images (batch, height, width, channels), or of one without the batch.
class ImageFormat {
 public:
  /// An error of `where` unless `images` have 3 or 4 axes and the format is known.
  ImageFormat(const char* where, const Tensor& images,
              const std::optional<std::string>& data_format);

  int channels_axis() const;
  /// The width is behind it.
  int height_axis() const;
  /// Images of that format as a batch with channels last.
  Tensor batch(const Tensor& images) const;
  /// A batch with channels last in that format.
  Tensor restored(const Tensor& batch) const;

 private:
  bool one_, first_ = false;
};

}  // namespace keras::ops::image
