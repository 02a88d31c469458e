// Derivatives, as more graph.
#pragma once
#include <vector>

#include "keras/graph/variable.hpp"

namespace keras {

/// d(sum of y)/dx for any tensor x on the way to y; an error where y does not depend on x. The
/// result is an ordinary tensor: its gradient can be taken again.
Tensor gradient(const Tensor& y, const Tensor& x);

/// The gradient for each of `xs`; None for those that y does not depend on.
std::vector<Tensor> gradients(const Tensor& y, const std::vector<Tensor>& xs);

/// The gradient for each variable; None for those that y does not depend on.
std::vector<Tensor> gradients(const Tensor& y, const Variables& variables);

}  // namespace keras
