// Internal: the rows of a data set in a random order.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras {

/// The rows of arrays in a random order, batch by batch. Each batch is gathered by the program that
/// trains on the one before, while threads would wait; only the first is gathered here.
class ShuffledBatches {
 public:
  ShuffledBatches(std::vector<Tensor> arrays, std::int64_t batch_size);

  /// The arrays of the running batch, and those that the next one is gathered into.
  const std::vector<Tensor>& batch() const { return batches_[0]; }
  const std::vector<Tensor>& next() const { return batches_[1]; }
  /// The numbers of the rows of the next batch.
  const std::int32_t* picks() const { return order_.data() + first_; }
  /// Makes the next batch the running one.
  void advance();

 private:
  void gather_first();

  std::vector<Tensor> arrays_;
  std::int64_t batch_size_;
  std::vector<std::int32_t> order_;  ///< Longer than the arrays: after the last batch any will do.
  std::size_t first_ = 0;
  std::array<std::vector<Tensor>, 2> batches_;
};

}  // namespace keras
