#include "keras/ops/nn.hpp"
#include "keras/ops/operation_tables.hpp"
#include "keras/ops/rectify.hpp"

namespace keras::ops {

std::vector<Operation> activation_operations() {
  return {
      operation<rectify>("rectify", "ReLU", {"x"}),
      operation<mish>("mish", "Mish", {"x"}),
  };
}

}  // namespace keras::ops
