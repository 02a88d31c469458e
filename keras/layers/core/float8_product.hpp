// Internal: products whose factors and gradients are rounded to float8, with scales that follow
// the numbers seen in training.
#pragma once
#include <functional>

#include "keras/layers/layer.hpp"

namespace keras::layers {

/// A number of the scales that a history of maxima leads to.
struct Float8Scale {
  Variable scale = {}, amax_history = {};
};

/// The product of an input and a kernel in float8, for the layers that multiply by a kernel.
class Float8Product {
 public:
  using Product = std::function<Tensor(const Tensor& x, const Tensor& kernel)>;

  /// Adds the scales and histories to the layer.
  void build(Layer::Impl& layer);
  bool built() const { return inputs_.scale.defined(); }
  /// `product` of both, rounded; `training` lets gradients carry new scales and histories.
  Tensor operator()(const Tensor& x, const Tensor& kernel, const Product& product,
                    bool training) const;
  /// What files hold, in their order.
  Variables saved_variables() const;

 private:
  Float8Scale inputs_ = {}, kernel_ = {}, outputs_grad_ = {};
};

}  // namespace keras::layers
