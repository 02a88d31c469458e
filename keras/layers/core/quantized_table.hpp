// Internal: tables of whole numbers, for the layers that look up vectors.
#pragma once
#include "keras/layers/core/low_rank.hpp"
#include "keras/layers/core/quantized_kernel.hpp"

namespace keras::layers {

/// A table (tokens, length) as whole numbers of 8 or 4 bits, with scales for each token.
class QuantizedTable {
 public:
  QuantizedTable() = default;
  QuantizedTable(const QuantizedTable&) = delete;
  QuantizedTable& operator=(const QuantizedTable&) = delete;

  /// Adds the weights of the layer's dtype policy to it.
  void build(Layer::Impl& layer, const Shape& shape, const QuantizationConfig& config);
  bool built() const { return values_.defined(); }
  /// Takes the numbers of `table`, rounded as `weights` says, by default to the largest.
  void assign(const Tensor& table, const quantizers::Quantizer& weights) const;
  /// The vectors of the tokens, as `dtype`.
  Tensor rows(const Tensor& tokens, DType dtype) const;
  /// How well each token fits the vectors `x`, which `inputs` rounds if it is defined.
  Tensor transposed_product(const Tensor& x, const quantizers::Quantizer& inputs,
                            DType dtype) const;
  /// Lets files, which are written while the layer lives, hold the sum of the table and `change`.
  void adapt(const LowRank& change) const;

  const Variable& values() const { return values_; }
  /// Which group each place of a vector belongs to; undefined without blocks.
  const Variable& groups() const { return groups_; }
  std::optional<int> block_size() const { return block_size_; }
  /// What files hold, in their order.
  Variables saved_variables() const;

 private:
  quantizers::Quantized quantized(const Tensor& table, const quantizers::Quantizer& weights) const;
  Tensor whole_numbers() const;
  Tensor dequantized(const Tensor& whole, const Tensor& scale, const Tensor& zero,
                     DType dtype) const;
  Tensor dequantized(DType dtype) const;

  std::string path_ = {};  ///< Of the layer, for errors.
  bool four_bits_ = false;
  Shape shape_ = {};
  std::optional<int> block_size_ = {};
  Variable values_ = {}, scale_ = {}, zero_ = {}, groups_ = {};
};

}  // namespace keras::layers
