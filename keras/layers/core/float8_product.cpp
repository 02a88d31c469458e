#include "keras/layers/core/float8_product.hpp"

#include "keras/graph/define.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operators.hpp"
#include "keras/quantizers/float8.hpp"

namespace keras::layers {
namespace {

constexpr auto operand_dtype = DType::float8_e4m3fn;
constexpr auto gradient_dtype = DType::float8_e5m2;

Tensor next_scale(const Tensor& scale, const Tensor& history, DType dtype) {
  return quantizers::compute_float8_scale(ops::max(history, {.axis = 0}), scale,
                                          Tensor(quantizers::float8_max(dtype)));
}

/// The first input, which is the second rounded to float8. Gradients pass to the second; those of
/// the scale and the history are their next values.
struct Float8Operand {
  static constexpr auto name = "float8_operand";
  bool training = false;

  Spec infer(const Spec& rounded, const Spec&, const Spec&, const Spec&) const { return rounded; }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor& x, const Tensor& scale,
                          const Tensor& history, const Tensor&, const Tensor& dy) const {
    if (!training) return {{}, dy, {}, {}};
    return {{},
            dy,
            next_scale(scale, history, operand_dtype),
            quantizers::compute_float8_amax_history(x, history)};
  }
};

/// The first input, whose gradient is rounded to float8. Gradients of the scale and the history
/// are their next values.
struct Float8Gradient {
  static constexpr auto name = "float8_gradient";

  Spec infer(const Spec& y, const Spec&, const Spec&) const { return y; }
  graph::Trait trait() const { return graph::ReshapeTrait{}; }
  std::vector<Tensor> vjp(const Tensor&, const Tensor& scale, const Tensor& history, const Tensor&,
                          const Tensor& dy) const {
    return {quantizers::quantize_and_dequantize(dy, scale, gradient_dtype, dy.dtype()),
            next_scale(scale, history, gradient_dtype),
            quantizers::compute_float8_amax_history(dy, history)};
  }
};

Tensor rounded(const Tensor& x, const Float8Scale& by, bool training) {
  const Tensor scale = by.scale, history = by.amax_history;
  return graph::apply(Float8Operand{training},
                      quantizers::quantize_and_dequantize(x, scale, operand_dtype, x.dtype()), x,
                      scale, history);
}

Float8Scale add_scale(Layer::Impl& layer, const std::string& of) {
  const auto add = [&](const char* suffix, Shape shape, const char* initializer) {
    return layer.add_weight({.shape = std::move(shape),
                             .initializer = initializer,
                             .dtype = "float32",
                             .name = of + suffix,
                             .overwrite_with_gradient = true});
  };
  const auto scale = add("_scale", {}, "ones");
  return {scale, add("_amax_history", {layer.policy.amax_history_length()}, "zeros")};
}

}  // namespace

void Float8Product::build(Layer::Impl& layer) {
  inputs_ = add_scale(layer, "inputs");
  kernel_ = add_scale(layer, "kernel");
  outputs_grad_ = add_scale(layer, "outputs_grad");
}

Variables Float8Product::saved_variables() const {
  Variables saved;
  for (const auto* each : {&inputs_, &kernel_, &outputs_grad_}) {
    saved.push_back(each->scale);
    saved.push_back(each->amax_history);
  }
  return saved;
}

Tensor Float8Product::operator()(const Tensor& x, const Tensor& kernel, const Product& product,
                                 bool training) const {
  const auto y = product(rounded(x, inputs_, training), rounded(kernel, kernel_, training));
  const Tensor scale = outputs_grad_.scale, history = outputs_grad_.amax_history;
  return graph::apply(Float8Gradient{}, y, scale, history);
}

}  // namespace keras::layers
