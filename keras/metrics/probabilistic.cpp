#include "keras/metrics/probabilistic.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/losses/crossentropy.hpp"
#include "keras/metrics/mean_of.hpp"
#include "keras/ops/operators.hpp"

namespace keras::metrics {
namespace {

Mask ignoring(std::optional<int> ignore_class) {
  if (!ignore_class) return {};
  return [ignored = *ignore_class](const Tensor& y_true, const Tensor& values) {
    return ops::reshape(y_true != ignored, values.shape());
  };
}

}  // namespace

BinaryCrossentropy::BinaryCrossentropy(BinaryCrossentropyOptions options)
    : Metric(mean_of("BinaryCrossentropy", options,
                     [options](const Tensor& y_true, const Tensor& y_pred) {
                       return losses::binary_crossentropy(
                           y_true, y_pred, {options.from_logits, options.label_smoothing});
                     })) {}

CategoricalCrossentropy::CategoricalCrossentropy(CategoricalCrossentropyOptions options)
    : Metric(mean_of("CategoricalCrossentropy", options,
                     [options](const Tensor& y_true, const Tensor& y_pred) {
                       return losses::categorical_crossentropy(
                           y_true, y_pred,
                           {options.from_logits, options.label_smoothing, options.axis});
                     })) {}

SparseCategoricalCrossentropy::SparseCategoricalCrossentropy(
    SparseCategoricalCrossentropyOptions options)
    : Metric(mean_of(
          "SparseCategoricalCrossentropy", options,
          [options](const Tensor& y_true, const Tensor& y_pred) {
            return losses::sparse_categorical_crossentropy(
                y_true, y_pred, {options.from_logits, options.ignore_class, options.axis});
          },
          {}, ignoring(options.ignore_class))) {}

KLDivergence::KLDivergence(KLDivergenceOptions options)
    : Metric(mean_of("KLDivergence", std::move(options), losses::kl_divergence)) {}
Poisson::Poisson(PoissonOptions options)
    : Metric(mean_of("Poisson", std::move(options), losses::poisson)) {}

const Registered<Metric> registered_binary_crossentropy =
    registered<Metric, BinaryCrossentropy, BinaryCrossentropyOptions>(
        "keras.metrics", "BinaryCrossentropy", {"bce", "BCE"});
const Registered<Metric> registered_categorical_crossentropy =
    registered<Metric, CategoricalCrossentropy, CategoricalCrossentropyOptions>(
        "keras.metrics", "CategoricalCrossentropy");
const Registered<Metric> registered_sparse_categorical_crossentropy =
    registered<Metric, SparseCategoricalCrossentropy, SparseCategoricalCrossentropyOptions>(
        "keras.metrics", "SparseCategoricalCrossentropy");
const Registered<Metric> registered_kl_divergence =
    registered<Metric, KLDivergence, KLDivergenceOptions>("keras.metrics", "KLDivergence");
const Registered<Metric> registered_poisson =
    registered<Metric, Poisson, PoissonOptions>("keras.metrics", "Poisson");

}  // namespace keras::metrics
