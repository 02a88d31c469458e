// Internal: kernels of whole numbers, for the layers that multiply by a kernel.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "keras/layers/core/low_rank.hpp"
#include "keras/quantizers/quantization_config.hpp"

namespace keras::layers {

/// How a layer multiplies its input by a kernel.
struct Contraction {
  std::function<Tensor(const Tensor& x, const Tensor& kernel)> product = {};
  std::vector<int> input_axes = {}, kernel_axes = {};  ///< What is summed over.
  /// Scales with the axes of the input, or of the kernel, laid out as the product; and back.
  std::function<Tensor(const Tensor&scale)> from_input = {}, from_kernel = {}, to_kernel = {};
  /// Whether kernels of 4 bits with one scale for each output are scaled after the product.
  bool scales_products = true;
};

/// What a kernel of whole numbers is made of.
struct QuantizedKernelPlan {
  std::string name = "kernel";
  Shape shape = {};  ///< Of the numbers that stand for it.
  Contraction contraction = {};
  quantizers::Quantizer inputs = {};   ///< None: inputs stay as they are.
  std::optional<int> block_size = {};  ///< Of 4-bit numbers that share a scale and a zero point.
  int packed_axis = -1;                ///< Along which two numbers share a byte.
  DType zero_dtype = "int8";
  Variable groups = {};  ///< Which group each row belongs to, if another weight says so already.
};

/// A kernel as whole numbers of 8 bits, or as a matrix of 4 bits whose rows are summed over.
class QuantizedKernel {
 public:
  QuantizedKernel() = default;
  QuantizedKernel(const QuantizedKernel&) = delete;
  QuantizedKernel& operator=(const QuantizedKernel&) = delete;

  /// Adds the weights of the layer's dtype policy to it.
  void build(Layer::Impl& layer, QuantizedKernelPlan plan);
  bool built() const { return values_.defined(); }
  /// Takes the numbers of `kernel`, rounded as `weights` says, by default to the largest.
  void assign(const Tensor& kernel, const quantizers::Quantizer& weights) const;
  /// The product with `x`, as `dtype`; gradients of it are those of the numbers not rounded.
  Tensor product(const Tensor& x, DType dtype) const;
  /// The same without a gradient of its own.
  Tensor rounded_product(const Tensor& x, DType dtype) const;
  /// Lets files, which are written while the layer lives, hold the sum of the kernel and `change`.
  void adapt(const LowRank& change) const;
  /// The numbers that the whole ones stand for, in the kernel's shape.
  Tensor dequantized(DType dtype) const;

  const Variable& values() const { return values_; }
  const Shape& shape() const { return plan_.shape; }
  /// What files hold besides the values, in their order.
  Variables saved_scales() const;

 private:
  quantizers::Quantized quantized(const Tensor& kernel, const quantizers::Quantizer& weights) const;
  quantizers::Quantized quantized_matrix(const Tensor& matrix,
                                         const quantizers::Quantizer& weights) const;
  Shape reduced_shape() const;
  Tensor matrix() const;
  Tensor whole_numbers() const;
  bool scales_products() const;
  void build_matrix(Layer::Impl& layer);

  std::string path_ = {};  ///< Of the layer, for errors.
  QuantizedKernelPlan plan_ = {};
  bool four_bits_ = false;
  std::int64_t rows_ = 1, columns_ = 1;  ///< Of the matrix of 4-bit numbers.
  Variable values_ = {}, scale_ = {}, zero_ = {};
  Variable groups_ = {};  ///< Those that are the kernel's own.
};

/// The quantizer of inputs that the config names, or the default where there is no config.
quantizers::Quantizer activation_quantizer(const quantizers::QuantizationConfig& config,
                                           const quantizers::Quantizer& by_default);
/// The quantizer of weights that the config names, if any.
quantizers::Quantizer weight_quantizer(const quantizers::QuantizationConfig& config);
/// How many 4-bit numbers share a scale: the config says, or else the dtype policy; none: all.
std::optional<int> block_size_of(const quantizers::QuantizationConfig& config,
                                 const DTypePolicy& policy);
/// Which of the groups of `block_size` each of `count` places belongs to.
Variable add_groups(Layer::Impl& layer, std::int64_t count, int block_size);

}  // namespace keras::layers
