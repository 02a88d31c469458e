// keras.ops.rearrange: axes by their names.
#pragma once
#include <map>
#include <string>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The axes of `tensor` in another order, split or joined: names in parentheses are one axis, `1`
/// an axis of length 1. Lengths that do not follow from the shape are in `axes_lengths`.
///
///     ops::rearrange(images, "b (h h2) (w w2) c -> b h w (h2 w2 c)", {{"h2", 2}, {"w2", 2}})
Tensor rearrange(const Tensor& tensor, const std::string& pattern,
                 std::map<std::string, int> axes_lengths = {});

}  // namespace keras::ops
