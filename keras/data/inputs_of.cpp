#include "keras/data/inputs_of.hpp"

#include "keras/data/dataset.hpp"

namespace keras::pipeline {

std::vector<Tensor> inputs_of(const Dataset& batches) {
  std::vector<Tensor> inputs;
  for (const auto& batch : batches) inputs.push_back(batch.x);
  return inputs;
}

}  // namespace keras::pipeline
