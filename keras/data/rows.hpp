// Internal: rows of tensors in memory.
#pragma once
#include <cstdint>
#include <span>

#include "keras/data/batch.hpp"

namespace keras::data {

/// The memory of an array from row `first` on.
const void* row_pointer(const Tensor& array, std::int64_t first);

/// The rows of `array` of those numbers, in memory.
Tensor gathered(const Tensor& array, std::span<const std::int64_t> rows);
/// The same of all tensors.
Tensors gathered(const Tensors& arrays, std::span<const std::int64_t> rows);

/// The elements as the rows of one batch; all must have the same structure, shapes and dtypes.
Batch stacked(std::span<const Batch> elements);
/// One row of a batch, without its axis.
Batch row(const Batch& batch, std::int64_t number);
/// The number of rows; an error when the tensors of the batch disagree, or have none.
std::int64_t row_count(const Batch& batch);
/// All tensors of a batch.
std::vector<Tensor> flat(const Batch& batch);

}  // namespace keras::data
