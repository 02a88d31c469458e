#include "keras/metrics/hinge.hpp"

#include "keras/core/registry_define.hpp"
#include "keras/losses/hinge.hpp"
#include "keras/metrics/mean_of.hpp"

namespace keras::metrics {

Hinge::Hinge(HingeOptions options) : Metric(mean_of("Hinge", std::move(options), losses::hinge)) {}
SquaredHinge::SquaredHinge(SquaredHingeOptions options)
    : Metric(mean_of("SquaredHinge", std::move(options), losses::squared_hinge)) {}
CategoricalHinge::CategoricalHinge(CategoricalHingeOptions options)
    : Metric(mean_of("CategoricalHinge", std::move(options), losses::categorical_hinge)) {}

const Registered<Metric> registered_hinge =
    registered<Metric, Hinge, HingeOptions>("keras.metrics", "Hinge");
const Registered<Metric> registered_squared_hinge =
    registered<Metric, SquaredHinge, SquaredHingeOptions>("keras.metrics", "SquaredHinge");
const Registered<Metric> registered_categorical_hinge =
    registered<Metric, CategoricalHinge, CategoricalHingeOptions>("keras.metrics",
                                                                  "CategoricalHinge");

}  // namespace keras::metrics
