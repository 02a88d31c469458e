// keras.ops: linear algebra on the matrices of the last two axes, float32 or float64.
#pragma once
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "keras/core/axes.hpp"
#include "keras/core/value.hpp"
#include "keras/graph/tensor.hpp"

namespace keras::ops {

struct CholeskyOptions {
  bool upper = false;  ///< Whether the triangle is the upper one.
};
/// The triangle whose product with its transpose is `x`; NaN if `x` is not positive definite.
Tensor cholesky(const Tensor& x, CholeskyOptions options = {});
/// The inverse of the matrix that the triangle `x` came from.
Tensor cholesky_inverse(const Tensor& x, CholeskyOptions options = {});
Tensor det(const Tensor& x);
/// The sign and the logarithm of the size of the determinant.
std::array<Tensor, 2> slogdet(const Tensor& x);
Tensor logdet(const Tensor& x);
Tensor inv(const Tensor& x);
/// The product of `n` times the square matrices `x`, of their inverses if it is negative.
Tensor matrix_power(const Tensor& x, int n);
/// The x for which a x = b, for matrices or vectors b.
Tensor solve(const Tensor& a, const Tensor& b);
struct TriangularOptions {
  bool lower = false;
};
/// The same for the upper (or lower) triangle of `a`.
Tensor solve_triangular(const Tensor& a, const Tensor& b, TriangularOptions options = {});
/// Both triangles in one matrix, and the rows that were swapped.
std::array<Tensor, 2> lu_factor(const Tensor& x);
struct QrOptions {
  std::string mode = "reduced";  ///< "reduced" or "complete".
};
/// An orthogonal matrix and an upper triangle whose product is `x`.
std::array<Tensor, 2> qr(const Tensor& x, QrOptions options = {});
/// The ascending eigenvalues of symmetric matrices, and the eigenvectors as columns.
std::array<Tensor, 2> eigh(const Tensor& x);
struct SvdOptions {
  bool full_matrices = true;
  bool compute_uv = true;  ///< Whether u and v are wanted, or only s.
};
/// u, s and v transposed, so that u diag(s) v is `x`; or s alone.
std::vector<Tensor> svd(const Tensor& x, SvdOptions options = {});
struct RcondOptions {
  std::optional<double> rcond = {};  ///< Singular values below this part of the largest are 0.
};
/// The inverse in the sense of least squares.
Tensor pinv(const Tensor& x, RcondOptions options = {});
/// The x for which a x is nearest to b.
Tensor lstsq(const Tensor& a, const Tensor& b, RcondOptions options = {});
struct RankOptions {
  std::optional<double> tol = {};  ///< Singular values up to this count as 0.
};
Tensor matrix_rank(const Tensor& x, RankOptions options = {});
struct NormOptions {
  Value ord = {};  ///< A number, "fro" or "nuc"; that of all elements as a vector by default.
  Axes axis = {};  ///< One for vectors, two for matrices.
  bool keepdims = false;
};
Tensor norm(const Tensor& x, NormOptions options = {});

}  // namespace keras::ops
