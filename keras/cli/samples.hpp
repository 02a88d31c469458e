// Samples in a model's file: inputs, and what the model made of them when it was saved.
#pragma once
#include <optional>
#include <string>

#include "keras/models/model.hpp"
#include "keras/models/saving_options.hpp"

namespace keras::cli {

/// Writes a `.keras` file with `x` and the predictions for it beside the model.
void save_with_samples(const Model& model, const std::string& path, const Tensors& x,
                       const SaveOptions& options);

struct SampleCheck {
  std::int64_t rows = 0;
  double largest = 0;  ///< Difference of a prediction from the one in the file.
};

/// Compares the predictions for the samples at `path` with those that were saved; nothing when
/// there are no samples, an error when they differ by more than rounding.
std::optional<SampleCheck> check_samples(const Model& model, const std::string& path);

}  // namespace keras::cli
