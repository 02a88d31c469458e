#include "keras/ops/core.hpp"
#include "keras/ops/operation_tables.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {

std::vector<Operation> core_operations() {
  return {
      operation<cast>("cast", "Cast", {"x", "dtype"}),
      operation<ops::slice>("slice", "Slice", {"inputs", "start_indices", "shape"},
                            {.called = {"start_indices"}}),
      operation<stop_gradient>("stop_gradient", "StopGradient", {"variable"}),
  };
}

}  // namespace keras::ops
