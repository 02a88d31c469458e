#include "keras/ops/nn.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> math_operations() {
  return {
      operation<erf>("erf", "Erf", {"x"}),
      operation<erfinv>("erfinv", "Erfinv", {"x"}),
      operation<rsqrt>("rsqrt", "Rsqrt", {"x"}),
      operation<logsumexp>("logsumexp", "Logsumexp", {"x"}),
      operation<top_k>("top_k", "TopK", {"x", "k"}),
  };
}

}  // namespace keras::ops
