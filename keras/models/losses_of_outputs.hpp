// Internal: what `compile` was given as losses and their weights, settled for the outputs.
#pragma once
#include <string>
#include <vector>

#include "keras/losses.hpp"
#include "keras/models/per_output.hpp"

namespace keras {

/// A loss, or none, and what it is multiplied by.
struct WeightedLoss {
  Loss loss;
  double weight = 1;
};

/// The losses of each of the outputs `names` of a model that gives a list, or a dictionary.
std::vector<std::vector<WeightedLoss>> losses_of_outputs(const PerOutput<Loss>& loss,
                                                         const PerOutput<double>& weights,
                                                         const std::vector<std::string>& names,
                                                         bool gives_dictionary);

}  // namespace keras
