#include "keras/ops/linalg.hpp"
#include "keras/ops/operation_tables.hpp"

namespace keras::ops {

std::vector<Operation> linalg_operations() {
  return {
      operation<cholesky>("cholesky", "Cholesky", {"x"}),
      operation<cholesky_inverse>("cholesky_inverse", "CholeskyInverse", {"x"}),
      operation<det>("det", "Det", {"x"}),
      operation<inv>("inv", "Inv", {"x"}),
      operation<matrix_power>("matrix_power", "MatrixPower", {"x", "n"}),
      operation<solve>("solve", "Solve", {"a", "b"}),
      operation<solve_triangular>("solve_triangular", "SolveTriangular", {"a", "b"}),
      operation<lu_factor>("lu_factor", "LuFactor", {"x"}),
      operation<qr>("qr", "Qr", {"x"}),
      operation<eigh>("eigh", "Eigh", {"x"}),
      operation<svd>("svd", "SVD", {"x"}),
      operation<pinv>("pinv", "Pinv", {"x"}),
      operation<lstsq>("lstsq", "Lstsq", {"a", "b"}),
      operation<matrix_rank>("matrix_rank", "MatrixRank", {"x"}),
      operation<norm>("norm", "Norm", {"x"}),
  };
}

}  // namespace keras::ops
