#pragma once
#include <concepts>
#include <functional>
#include <utility>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::ops {

/// The value of a function of tensors, and how fast it changes when they move along `tangents`,
/// one for each: its derivative in that direction.
///
///     const auto [y, slope] = ops::jvp(f, {x}, {direction});
std::pair<Tensor, Tensor> jvp(const std::function<Tensor(const std::vector<Tensor>&)>& fun,
                              const std::vector<Tensor>& primals,
                              const std::vector<Tensor>& tangents);
/// The same for a function of one tensor.
template <std::invocable<Tensor> F>
std::pair<Tensor, Tensor> jvp(F fun, const Tensor& primal, const Tensor& tangent) {
  return jvp([&fun](const std::vector<Tensor>& x) -> Tensor { return fun(x[0]); },
             std::vector<Tensor>{primal}, std::vector<Tensor>{tangent});
}

}  // namespace keras::ops
