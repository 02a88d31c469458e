#include "keras/models/shuffled_batches.hpp"

#include <algorithm>
#include <cstring>

#include "keras/data/rows.hpp"
#include "keras/random/random.hpp"

namespace keras {

ShuffledBatches::ShuffledBatches(std::vector<Tensor> arrays, std::int64_t batch_size)
    : arrays_(std::move(arrays)), batch_size_(std::min(batch_size, arrays_[0].shape(0))) {
  const auto order = random::permutation(arrays_[0].shape(0));
  const auto numbers = order.data<std::int32_t>();
  order_.reserve(numbers.size() + 2 * static_cast<std::size_t>(batch_size_));
  order_.assign(numbers.begin(), numbers.end());
  order_.resize(order_.capacity());
  for (auto& batch : batches_)
    for (const auto& array : arrays_)
      batch.push_back(empty_tensor({Shape({batch_size_}) + array.shape().from(1), array.dtype()}));
  gather_first();
}

void ShuffledBatches::gather_first() {
  for (std::size_t i = 0; i < arrays_.size(); ++i) {
    auto* to = static_cast<std::byte*>(const_cast<void*>(data::row_pointer(batches_[0][i], 0)));
    const auto bytes = batches_[0][i].bytes().size() / static_cast<std::size_t>(batch_size_);
    for (std::int64_t row = 0; row < batch_size_; ++row, to += bytes)
      std::memcpy(to, data::row_pointer(arrays_[i], order_[static_cast<std::size_t>(row)]), bytes);
  }
  first_ = static_cast<std::size_t>(batch_size_);
}

void ShuffledBatches::advance() {
  std::swap(batches_[0], batches_[1]);
  first_ += static_cast<std::size_t>(batch_size_);
}

}  // namespace keras
