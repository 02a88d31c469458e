#include "keras/ops/arrays.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/operation_tables.hpp"
#include "keras/ops/saved_forms.hpp"

namespace keras::ops {

std::vector<Operation> einops_operations() {
  return {operation<rearrange_form>("rearrange", "Rearrange", {"tensor", "pattern"},
                                    {.called = {"pattern"}})};
}

std::vector<Operation> core_operations() {
  return {
      operation<cast>("cast", "Cast", {"x", "dtype"}),
      operation<slice_form>("slice", "Slice", {"inputs", "start_indices", "shape"},
                            {.called = {"start_indices"}}),
      operation<slice_update>("slice_update", "SliceUpdate",
                              {"inputs", "start_indices", "updates"}),
      operation<ops::scatter>("scatter", "Scatter", {"indices", "values", "shape"}),
      operation<scatter_update>("scatter_update", "ScatterUpdate",
                                {"inputs", "indices", "updates"}),
      operation<saturate_cast>("saturate_cast", "SaturateCast", {"x", "dtype"}),
      operation<convert_to_tensor>("convert_to_tensor", "ConvertToTensor", {"x"}),
      operation<unstack>("unstack", "Unstack", {"x"}),
      operation<stop_gradient>("stop_gradient", "StopGradient", {"variable"}),
  };
}

}  // namespace keras::ops
