// keras.regularizers
#pragma once
#include "keras/regularizers/regularizer.hpp"

namespace keras::regularizers {

struct L1Options {
  double l1 = 0.01;
};
/// l1 * sum(|x|)
class L1 : public Regularizer {
 public:
  explicit L1(double l1) : L1(L1Options{l1}) {}
  explicit L1(L1Options options = {});
};

struct L2Options {
  double l2 = 0.01;
};
/// l2 * sum(x^2)
class L2 : public Regularizer {
 public:
  explicit L2(double l2) : L2(L2Options{l2}) {}
  explicit L2(L2Options options = {});
};

struct L1L2Options {
  double l1 = 0.0, l2 = 0.0;
};
/// l1 * sum(|x|) + l2 * sum(x^2)
class L1L2 : public Regularizer {
 public:
  explicit L1L2(L1L2Options options = {});
};

struct OrthogonalRegularizerOptions {
  double factor = 0.01;
  std::string mode = "rows";  ///< or "columns": which of them are to be orthogonal.
};
/// factor times the mean |cosine| of the angles between the rows of a matrix.
class OrthogonalRegularizer : public Regularizer {
 public:
  explicit OrthogonalRegularizer(OrthogonalRegularizerOptions options = {});
};

extern const Registered<Regularizer> registered_orthogonal_regularizer;
[[gnu::used]] inline const auto* const linked_orthogonal_regularizer =
    &registered_orthogonal_regularizer;

}  // namespace keras::regularizers
