// Internal: what layers of images ask of their input.
#pragma once
#include <string>

#include "keras/core/error.hpp"
#include "keras/core/shape.hpp"

namespace keras::layers {

/// An error that names `path`, the layer, unless `shape` has a batch, `axes` axes and channels.
inline void expect_images(const std::string& path, int axes, const Shape& shape) {
  if (shape.rank() != axes + 2)
    fail(path, ": the input must have ", axes + 2, " axes; received shape ", shape);
}

}  // namespace keras::layers
