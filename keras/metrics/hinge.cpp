#include "keras/metrics/hinge.hpp"

#include "keras/losses/hinge.hpp"
#include "keras/metrics/mean_of.hpp"
#include "keras/metrics/registered.hpp"

namespace keras::metrics {

Hinge::Hinge(HingeOptions options) : Metric(mean_of("Hinge", std::move(options), losses::hinge)) {}
SquaredHinge::SquaredHinge(SquaredHingeOptions options)
    : Metric(mean_of("SquaredHinge", std::move(options), losses::squared_hinge)) {}
CategoricalHinge::CategoricalHinge(CategoricalHingeOptions options)
    : Metric(mean_of("CategoricalHinge", std::move(options), losses::categorical_hinge)) {}

const Registered<Metric> registered_hinge = registered<Hinge, HingeOptions>("Hinge");
const Registered<Metric> registered_squared_hinge =
    registered<SquaredHinge, SquaredHingeOptions>("SquaredHinge");
const Registered<Metric> registered_categorical_hinge =
    registered<CategoricalHinge, CategoricalHingeOptions>("CategoricalHinge");

}  // namespace keras::metrics
