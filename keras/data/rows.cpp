#include "keras/data/rows.hpp"

#include <cstring>

#include "keras/core/error.hpp"
#include "keras/graph/evaluate.hpp"

namespace keras::data {
namespace {

std::byte* memory_of(const Tensor& fresh) {
  return static_cast<std::byte*>(const_cast<void*>(row_pointer(fresh, 0)));
}

Tensor stacked(std::span<const Tensor> elements) {
  const auto& first = elements[0].spec();
  const auto count = static_cast<std::int64_t>(elements.size());
  auto result = empty_tensor({Shape({count}) + first.shape, first.dtype});
  auto* to = memory_of(result);
  for (const auto& element : elements) {
    const auto bytes = element.bytes();
    if (element.shape() != first.shape || element.dtype() != first.dtype)
      fail("Dataset.batch: elements of a batch must have one shape and dtype; received ",
           first.shape, " ", first.dtype, " and ", element.shape(), " ", element.dtype());
    if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
    to += bytes.size();
  }
  return result;
}

/// The `part` of all elements, stacked tensor by tensor.
Tensors stacked(std::span<const Batch> elements, Tensors Batch::*part) {
  const auto& like = elements[0].*part;
  std::vector<Tensor> flat;
  for (std::size_t i = 0; i < like.size(); ++i) {
    std::vector<Tensor> tensors;
    for (const auto& element : elements) {
      if ((element.*part).size() != like.size())
        fail("Dataset.batch: elements of a batch must have as many tensors each; received ",
             like.size(), " and ", (element.*part).size());
      tensors.push_back((element.*part)[i]);
    }
    flat.push_back(stacked(tensors));
  }
  return like.with(std::move(flat));
}

}  // namespace

const void* row_pointer(const Tensor& array, std::int64_t first) {
  const auto bytes = array.bytes();
  if (first == 0) return bytes.data();
  const auto rows = static_cast<std::size_t>(array.spec().shape[0]);
  return bytes.data() + bytes.size() / rows * static_cast<std::size_t>(first);
}

Tensor gathered(const Tensor& array, std::span<const std::int64_t> rows) {
  const auto count = static_cast<std::int64_t>(rows.size());
  auto result = empty_tensor({Shape({count}) + array.shape().from(1), array.dtype()});
  const auto size = rows.empty() ? 0 : result.bytes().size() / rows.size();
  auto* to = memory_of(result);
  for (const auto row : rows) {
    if (size > 0) std::memcpy(to, row_pointer(array, row), size);
    to += size;
  }
  return result;
}

Tensors gathered(const Tensors& arrays, std::span<const std::int64_t> rows) {
  std::vector<Tensor> flat;
  for (const auto& array : arrays.flat()) flat.push_back(gathered(array, rows));
  return arrays.with(std::move(flat));
}

Batch stacked(std::span<const Batch> elements) {
  std::vector<Tensor> all;
  for (const auto& element : elements) {
    const auto tensors = flat(element);
    all.insert(all.end(), tensors.begin(), tensors.end());
  }
  graph::evaluate(all);
  return {stacked(elements, &Batch::x), stacked(elements, &Batch::y),
          stacked(elements, &Batch::sample_weight)};
}

Batch row(const Batch& batch, std::int64_t number) {
  const auto row_of = [&](const Tensors& tensors) {
    std::vector<Tensor> flat;
    for (const auto& tensor : tensors.flat()) {
      auto element = empty_tensor({tensor.shape().from(1), tensor.dtype()});
      const auto size = element.bytes().size();
      if (size > 0) std::memcpy(memory_of(element), row_pointer(tensor, number), size);
      flat.push_back(std::move(element));
    }
    return tensors.with(std::move(flat));
  };
  return {row_of(batch.x), row_of(batch.y), row_of(batch.sample_weight)};
}

std::int64_t row_count(const Batch& batch) {
  std::int64_t rows = -1;
  for (const auto& tensor : flat(batch)) {
    if (tensor.rank() == 0)
      fail("Dataset: tensors must have an axis of samples; received a scalar");
    if (rows >= 0 && tensor.shape(0) != rows)
      fail("Dataset: x, y and sample_weight must have the same number of samples; received ", rows,
           " and ", tensor.shape(0));
    rows = tensor.shape(0);
  }
  if (rows < 0) fail("Dataset: x must be given; received None");
  return rows;
}

std::vector<Tensor> flat(const Batch& batch) {
  auto all = batch.x.flat();
  for (const auto* more : {&batch.y, &batch.sample_weight})
    all.insert(all.end(), more->flat().begin(), more->flat().end());
  return all;
}

}  // namespace keras::data
