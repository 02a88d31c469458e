#include "keras/ops/matrix.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace keras::ops {
namespace {

constexpr int most_sweeps = 60;  // Jacobi's methods need about ten

double column_product(const Matrix& a, std::int64_t i, std::int64_t j) {
  double sum = 0;
  for (std::int64_t k = 0; k < a.rows; ++k) sum += a(k, i) * a(k, j);
  return sum;
}

/// Columns i and j turned by an angle.
void turn_columns(Matrix& a, std::int64_t i, std::int64_t j, double cosine, double sine) {
  for (std::int64_t k = 0; k < a.rows; ++k) {
    const auto x = a(k, i), y = a(k, j);
    a(k, i) = cosine * x - sine * y;
    a(k, j) = sine * x + cosine * y;
  }
}

struct Turn {
  double cosine, sine;
};
/// The turn that makes [[a, b], [b, c]] diagonal (Golub and Van Loan, 8.5.2).
Turn turn_of(double a, double b, double c) {
  const auto tau = (c - a) / (2 * b);
  const auto tangent = (tau >= 0 ? 1 : -1) / (std::abs(tau) + std::hypot(1, tau));
  const auto cosine = 1 / std::hypot(1, tangent);
  return {cosine, tangent * cosine};
}

/// The columns of `a` in another order.
Matrix with_columns(const Matrix& a, const std::vector<std::int64_t>& order) {
  Matrix result(a.rows, static_cast<std::int64_t>(order.size()));
  for (std::int64_t i = 0; i < a.rows; ++i)
    for (std::int64_t j = 0; j < result.columns; ++j)
      result(i, j) = a(i, order[static_cast<std::size_t>(j)]);
  return result;
}

/// The first `known` columns of `a`, which are orthonormal, and others that are so with them.
Matrix completed(const Matrix& a, std::int64_t known) {
  Matrix result(a.rows, a.rows);
  std::int64_t count = 0;
  const auto add = [&](const std::vector<double>& column, double least) {
    auto rest = column;
    for (int pass = 0; pass < 2; ++pass)  // twice is enough (Kahan)
      for (std::int64_t j = 0; j < count; ++j) {
        double product = 0;
        for (std::int64_t i = 0; i < a.rows; ++i) product += result(i, j) * rest[std::size_t(i)];
        for (std::int64_t i = 0; i < a.rows; ++i) rest[std::size_t(i)] -= product * result(i, j);
      }
    const auto norm = std::sqrt(std::inner_product(rest.begin(), rest.end(), rest.begin(), 0.0));
    if (!(norm > least)) return;
    for (std::int64_t i = 0; i < a.rows; ++i) result(i, count) = rest[std::size_t(i)] / norm;
    ++count;
  };
  std::vector<double> column(static_cast<std::size_t>(a.rows));
  for (std::int64_t j = 0; j < known; ++j) {
    for (std::int64_t i = 0; i < a.rows; ++i) column[std::size_t(i)] = a(i, j);
    add(column, 0.5);
  }
  // Among the unit vectors one is at least this far from what is there.
  const auto far = 0.5 / std::sqrt(static_cast<double>(std::max<std::int64_t>(1, a.rows)));
  for (std::int64_t round = 0; count < a.rows && round < a.rows; ++round)
    for (std::int64_t i = 0; i < a.rows && count < a.rows; ++i) {
      std::fill(column.begin(), column.end(), 0.0);
      column[std::size_t(i)] = 1;
      add(column, far);
    }
  return result;
}

Matrix lower_triangle_of_nan(std::int64_t size) {
  Matrix result(size, size);
  for (std::int64_t i = 0; i < size; ++i)
    for (std::int64_t j = 0; j <= i; ++j) result(i, j) = std::numeric_limits<double>::quiet_NaN();
  return result;
}

}  // namespace

Matrix Matrix::identity(std::int64_t size) {
  Matrix result(size, size);
  for (std::int64_t i = 0; i < size; ++i) result(i, i) = 1;
  return result;
}

Matrix Matrix::transposed() const {
  Matrix result(columns, rows);
  for (std::int64_t i = 0; i < rows; ++i)
    for (std::int64_t j = 0; j < columns; ++j) result(j, i) = (*this)(i, j);
  return result;
}

LuFactors lu_factors(Matrix a) {
  LuFactors result{Matrix(0, 0), {}, 1};
  const auto steps = std::min(a.rows, a.columns);
  for (std::int64_t k = 0; k < steps; ++k) {
    std::int64_t best = k;
    for (auto i = k + 1; i < a.rows; ++i)
      if (std::abs(a(i, k)) > std::abs(a(best, k))) best = i;
    result.pivots.push_back(best);
    if (best != k) {
      result.sign = -result.sign;
      for (std::int64_t j = 0; j < a.columns; ++j) std::swap(a(k, j), a(best, j));
    }
    if (a(k, k) == 0) continue;
    for (auto i = k + 1; i < a.rows; ++i) {
      const auto factor = a(i, k) /= a(k, k);
      for (auto j = k + 1; j < a.columns; ++j) a(i, j) -= factor * a(k, j);
    }
  }
  result.factors = std::move(a);
  return result;
}

Matrix lu_solved(const LuFactors& lu, Matrix b) {
  for (std::size_t k = 0; k < lu.pivots.size(); ++k)
    for (std::int64_t j = 0; j < b.columns; ++j)
      std::swap(b(static_cast<std::int64_t>(k), j), b(lu.pivots[k], j));
  auto unit = lu.factors;
  for (std::int64_t i = 0; i < unit.rows; ++i) unit(i, i) = 1;
  return triangle_solved(lu.factors, triangle_solved(unit, std::move(b), true), false);
}

Matrix triangle_solved(const Matrix& a, Matrix b, bool lower) {
  for (std::int64_t step = 0; step < a.rows; ++step) {
    const auto i = lower ? step : a.rows - 1 - step;
    const auto first = lower ? 0 : i + 1, last = lower ? i : a.rows;
    for (std::int64_t j = 0; j < b.columns; ++j) {
      auto value = b(i, j);
      for (auto k = first; k < last; ++k) value -= a(i, k) * b(k, j);
      b(i, j) = value / a(i, i);
    }
  }
  return b;
}

Matrix cholesky_factor(const Matrix& a) {
  Matrix result(a.rows, a.rows);
  for (std::int64_t i = 0; i < a.rows; ++i)
    for (std::int64_t j = 0; j <= i; ++j) {
      auto value = (a(i, j) + a(j, i)) / 2;
      for (std::int64_t k = 0; k < j; ++k) value -= result(i, k) * result(j, k);
      if (i == j && !(value > 0)) {
        return lower_triangle_of_nan(a.rows);
      }
      result(i, j) = i == j ? std::sqrt(value) : value / result(j, j);
    }
  return result;
}

QrFactors qr_factors(Matrix a) {
  auto q = Matrix::identity(a.rows);
  for (std::int64_t k = 0; k < std::min(a.rows - 1, a.columns); ++k) {
    std::vector<double> mirror(static_cast<std::size_t>(a.rows), 0.0);
    double norm = 0;
    for (auto i = k; i < a.rows; ++i) mirror[std::size_t(i)] = a(i, k), norm += a(i, k) * a(i, k);
    norm = std::sqrt(norm);
    if (norm == 0) continue;
    mirror[std::size_t(k)] += std::copysign(norm, a(k, k));
    double length = 0;
    for (auto i = k; i < a.rows; ++i) length += mirror[std::size_t(i)] * mirror[std::size_t(i)];
    for (std::int64_t j = k; j < a.columns; ++j) {
      double product = 0;
      for (auto i = k; i < a.rows; ++i) product += mirror[std::size_t(i)] * a(i, j);
      for (auto i = k; i < a.rows; ++i) a(i, j) -= 2 * product / length * mirror[std::size_t(i)];
    }
    for (std::int64_t row = 0; row < a.rows; ++row) {
      double product = 0;
      for (auto i = k; i < a.rows; ++i) product += q(row, i) * mirror[std::size_t(i)];
      for (auto i = k; i < a.rows; ++i) q(row, i) -= 2 * product / length * mirror[std::size_t(i)];
    }
    for (auto i = k + 1; i < a.rows; ++i) a(i, k) = 0;
  }
  return {std::move(q), std::move(a)};
}

Eigen symmetric_eigen(Matrix a) {
  const auto size = a.rows;
  auto vectors = Matrix::identity(size);
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {
    bool changed = false;
    for (std::int64_t i = 0; i < size; ++i)
      for (auto j = i + 1; j < size; ++j) {
        if (std::abs(a(i, j)) <= 1e-16 * std::sqrt(std::abs(a(i, i) * a(j, j))) ||
            std::abs(a(i, j)) < 1e-300)
          continue;
        const auto turn = turn_of(a(i, i), a(i, j), a(j, j));
        turn_columns(a, i, j, turn.cosine, turn.sine);
        a = a.transposed();
        turn_columns(a, i, j, turn.cosine, turn.sine);
        turn_columns(vectors, i, j, turn.cosine, turn.sine);
        changed = true;
      }
    if (!changed) break;
  }
  std::vector<std::int64_t> order(static_cast<std::size_t>(size));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](auto i, auto j) { return a(i, i) < a(j, j); });
  std::vector<double> values;
  for (const auto i : order) values.push_back(a(i, i));
  return {std::move(values), with_columns(vectors, order)};
}

Singular singular_values(const Matrix& given) {
  if (given.rows < given.columns) {
    auto turned = singular_values(given.transposed());
    return {std::move(turned.v), std::move(turned.s), std::move(turned.u)};
  }
  auto a = given;
  const auto count = a.columns;
  auto v = Matrix::identity(count);
  for (int sweep = 0; sweep < most_sweeps; ++sweep) {  // Hestenes 1958
    bool changed = false;
    for (std::int64_t i = 0; i < count; ++i)
      for (auto j = i + 1; j < count; ++j) {
        const auto x = column_product(a, i, i), y = column_product(a, j, j);
        const auto between = column_product(a, i, j);
        if (std::abs(between) <= 1e-15 * std::sqrt(x * y) || std::abs(between) < 1e-300) continue;
        const auto turn = turn_of(x, between, y);
        turn_columns(a, i, j, turn.cosine, turn.sine);
        turn_columns(v, i, j, turn.cosine, turn.sine);
        changed = true;
      }
    if (!changed) break;
  }
  std::vector<double> norms;
  for (std::int64_t j = 0; j < count; ++j) norms.push_back(std::sqrt(column_product(a, j, j)));
  std::vector<std::int64_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto i, auto j) { return norms[std::size_t(i)] > norms[std::size_t(j)]; });
  auto u = with_columns(a, order);
  std::vector<double> s;
  std::int64_t known = 0;
  for (std::int64_t j = 0; j < count; ++j) {
    const auto norm = norms[static_cast<std::size_t>(order[std::size_t(j)])];
    s.push_back(norm);
    if (!(norm > 1e-14 * s[0]) || norm == 0) continue;
    for (std::int64_t i = 0; i < a.rows; ++i) u(i, j) /= norm;
    known = j + 1;
  }
  return {completed(u, known), std::move(s), with_columns(v, order)};
}

}  // namespace keras::ops
