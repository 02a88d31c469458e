#pragma once
#include <array>
#include <optional>

#include "keras/data/dataset.hpp"

namespace keras::utils {

/// A share between 0 and 1 (`0.8`), or a number of samples (`800`).
class SplitSize {
 public:
  SplitSize(double share) : share_(share) {}
  SplitSize(int count) : count_(count) {}
  SplitSize(std::int64_t count) : count_(count) {}

  /// The number of samples of `all`; an error that names `argument` unless some are left.
  std::int64_t of(std::int64_t all, const char* argument) const;

 private:
  std::optional<double> share_ = {};
  std::int64_t count_ = 0;
};

/// Arguments of `split_dataset`, in the order of keras.utils.split_dataset.
struct SplitDatasetOptions {
  std::optional<SplitSize> left_size = {};   ///< One of both at least.
  std::optional<SplitSize> right_size = {};  ///< By default what the left one leaves.
  bool shuffle = false;
  std::optional<std::int64_t> seed = {};
};

/// Two data sets: the first samples and the last ones, read into memory. What was batched is
/// batched in both.
///
///     const auto [train, test] = utils::split_dataset(Dataset(x, y), {.left_size = 0.8});
///
/// https://keras.io/api/utils/python_utils#splitdataset-function
std::array<Dataset, 2> split_dataset(const Dataset& dataset, SplitDatasetOptions options);

}  // namespace keras::utils
