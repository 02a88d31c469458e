// Internal: dense linear algebra on one small matrix in double; linalg.hpp is the public side.
#pragma once
#include <cstdint>
#include <vector>

namespace keras::ops {

/// A matrix in row-major order.
struct Matrix {
  std::int64_t rows = 0, columns = 0;
  std::vector<double> elements = {};

  Matrix(std::int64_t rows, std::int64_t columns)
      : rows(rows), columns(columns), elements(static_cast<std::size_t>(rows * columns), 0.0) {}
  static Matrix identity(std::int64_t size);

  double& operator()(std::int64_t i, std::int64_t j) {
    return elements[static_cast<std::size_t>(i * columns + j)];
  }
  double operator()(std::int64_t i, std::int64_t j) const {
    return elements[static_cast<std::size_t>(i * columns + j)];
  }
  Matrix transposed() const;
};

/// Lower and upper factor in one matrix, by partial pivoting: row i was swapped with pivots[i].
struct LuFactors {
  Matrix factors;
  std::vector<std::int64_t> pivots;
  double sign = 1;  ///< That of the permutation.
};
LuFactors lu_factors(Matrix a);

/// The solution of a x = b by the factors of a.
Matrix lu_solved(const LuFactors& lu, Matrix b);

/// The solution of a x = b by the lower or the upper triangle of a.
Matrix triangle_solved(const Matrix& a, Matrix b, bool lower);

/// The lower triangle whose product with its transpose is a; NaN if a is not positive definite.
Matrix cholesky_factor(const Matrix& a);

/// An orthogonal matrix and an upper triangle whose product is a, by reflections.
struct QrFactors {
  Matrix q, r;
};
QrFactors qr_factors(Matrix a);

/// The ascending eigenvalues of a symmetric matrix, and its eigenvectors as columns.
struct Eigen {
  std::vector<double> values;
  Matrix vectors;
};
Eigen symmetric_eigen(Matrix a);

/// a = u diag(s) v^T with falling s; u (rows, rows) and v (columns, columns) are orthogonal.
struct Singular {
  Matrix u;
  std::vector<double> s;
  Matrix v;
};
Singular singular_values(const Matrix& a);

}  // namespace keras::ops
