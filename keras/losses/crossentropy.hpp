// keras.losses: crossentropies and divergences.
#pragma once
#include "keras/losses/alpha.hpp"
#include "keras/losses/loss.hpp"

namespace keras::losses {

struct BinaryCrossentropyOptions {
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "binary_crossentropy";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of -(y_true * log(y_pred) + (1 - y_true) * log(1 - y_pred)) over `axis`.
class BinaryCrossentropy : public Loss {
 public:
  explicit BinaryCrossentropy(BinaryCrossentropyOptions options = {});
};
struct BinaryCrossentropyFunctionOptions {
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
};
Tensor binary_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                           BinaryCrossentropyFunctionOptions options = {});

struct CategoricalCrossentropyOptions {
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "categorical_crossentropy";
  std::optional<DTypePolicy> dtype = {};
};
/// -sum(y_true * log(y_pred)) along `axis`, for one-hot or soft labels.
class CategoricalCrossentropy : public Loss {
 public:
  explicit CategoricalCrossentropy(CategoricalCrossentropyOptions options = {});
};
struct CategoricalCrossentropyFunctionOptions {
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
};
Tensor categorical_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                CategoricalCrossentropyFunctionOptions options = {});

struct SparseCategoricalCrossentropyOptions {
  bool from_logits = false;
  std::optional<int> ignore_class = {};
  std::optional<std::string> reduction = "sum_over_batch_size";
  int axis = -1;
  std::string name = "sparse_categorical_crossentropy";
  std::optional<DTypePolicy> dtype = {};
};
/// The same for integer labels; those equal to `ignore_class` do not count.
class SparseCategoricalCrossentropy : public Loss {
 public:
  explicit SparseCategoricalCrossentropy(SparseCategoricalCrossentropyOptions options = {});
};
struct SparseCategoricalCrossentropyFunctionOptions {
  bool from_logits = false;
  std::optional<int> ignore_class = {};
  int axis = -1;
};
Tensor sparse_categorical_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                       SparseCategoricalCrossentropyFunctionOptions options = {});

struct BinaryFocalCrossentropyOptions {
  bool apply_class_balancing = false;
  double alpha = 0.25, gamma = 2.0;
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "binary_focal_crossentropy";
  std::optional<DTypePolicy> dtype = {};
};
/// Lin et al. 2018: easy samples count less, by (1 - p)^gamma.
class BinaryFocalCrossentropy : public Loss {
 public:
  explicit BinaryFocalCrossentropy(BinaryFocalCrossentropyOptions options = {});
};
struct BinaryFocalCrossentropyFunctionOptions {
  bool apply_class_balancing = false;
  double alpha = 0.25, gamma = 2.0;
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
};
Tensor binary_focal_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                 BinaryFocalCrossentropyFunctionOptions options = {});

struct CategoricalFocalCrossentropyOptions {
  Alpha alpha = 0.25;
  double gamma = 2.0;
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "categorical_focal_crossentropy";
  std::optional<DTypePolicy> dtype = {};
};
/// The same for one-hot labels.
class CategoricalFocalCrossentropy : public Loss {
 public:
  explicit CategoricalFocalCrossentropy(CategoricalFocalCrossentropyOptions options = {});
};
struct CategoricalFocalCrossentropyFunctionOptions {
  Alpha alpha = 0.25;
  double gamma = 2.0;
  bool from_logits = false;
  double label_smoothing = 0.0;
  int axis = -1;
};
Tensor categorical_focal_crossentropy(const Tensor& y_true, const Tensor& y_pred,
                                      CategoricalFocalCrossentropyFunctionOptions options = {});

struct CategoricalGeneralizedCrossEntropyOptions {
  double q = 0.5;
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "categorical_generalized_cross_entropy";
  std::optional<DTypePolicy> dtype = {};
};
/// Zhang and Sabuncu 2018: (1 - p^q) / q of the right class, for integer labels.
class CategoricalGeneralizedCrossEntropy : public Loss {
 public:
  explicit CategoricalGeneralizedCrossEntropy(
      CategoricalGeneralizedCrossEntropyOptions options = {});
};
Tensor categorical_generalized_cross_entropy(const Tensor& y_true, const Tensor& y_pred, double q);

struct KLDivergenceOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "kl_divergence";
  std::optional<DTypePolicy> dtype = {};
};
/// sum(y_true * log(y_true / y_pred)) over the last axis.
class KLDivergence : public Loss {
 public:
  explicit KLDivergence(KLDivergenceOptions options = {});
};
Tensor kl_divergence(const Tensor& y_true, const Tensor& y_pred);

struct PoissonOptions {
  std::optional<std::string> reduction = "sum_over_batch_size";
  std::string name = "poisson";
  std::optional<DTypePolicy> dtype = {};
};
/// The mean of y_pred - y_true * log(y_pred).
class Poisson : public Loss {
 public:
  explicit Poisson(PoissonOptions options = {});
};
Tensor poisson(const Tensor& y_true, const Tensor& y_pred);

extern const Registered<Loss> registered_binary_crossentropy;
[[gnu::used]] inline const auto* const linked_binary_crossentropy = &registered_binary_crossentropy;

}  // namespace keras::losses
