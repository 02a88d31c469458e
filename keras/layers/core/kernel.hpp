// Internal: the kernel of a layer that multiplies by it, in the form that the dtype policy names.
#pragma once
#include "keras/layers/core/float8_product.hpp"
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/core/quantized_kernel.hpp"

namespace keras::layers {

/// What a kernel is made of.
struct KernelPlan {
  Shape shape;
  Initializer initializer;
  Regularizer regularizer;
  Constraint constraint;
  QuantizationConfig quantization_config;
  Contraction contraction;
};

/// A kernel of floating-point numbers, of whole ones, or of numbers that are rounded to float8.
class Kernel {
 public:
  /// Adds the weights of the layer's dtype policy to it.
  void build(Layer::Impl& layer, KernelPlan plan);
  /// Turns the weights of a built layer into those of its new policy.
  void quantize(Layer::Impl& layer, const QuantizationConfig& config);
  template <class Options>
  void enable_lora(Layer::Impl& layer, Options& arguments, int rank, const LoraOptions& options) {
    expect_adaptable(layer);
    change_ = layers::enable_lora(layer, arguments, {variable_, plan_.shape, plan_.regularizer},
                                  rank, options);
    if (whole_.built()) whole_.adapt(change_);
  }

  /// The product with `x`, as the layer's compute dtype.
  Tensor product(const Layer::Impl& layer, const Tensor& x, bool training) const;
  /// What is added to it: Keras adds a bias of 16 bits to float8 products.
  Tensor bias(const Layer::Impl& layer, const Variable& bias) const;
  /// What files hold, in their order.
  Variables saved_variables(const Variable& bias) const;

  static bool supports_quantization(const std::string& mode) {
    return mode == "int8" || mode == "int4" || mode == "float8";
  }
  const Variable& variable() const { return variable_; }
  const Shape& shape() const { return plan_.shape; }

 private:
  void expect_adaptable(const Layer::Impl& layer) const;
  void build_whole(Layer::Impl& layer);

  KernelPlan plan_ = {};
  Variable variable_ = {};
  QuantizedKernel whole_ = {};
  Float8Product float8_ = {};
  LowRank change_ = {};
};

}  // namespace keras::layers
