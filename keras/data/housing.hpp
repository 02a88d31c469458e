#pragma once
#include <string>

#include "keras/data/split.hpp"

namespace keras::datasets::boston_housing {

/// Arguments of `load_data` after `path`, in the order of keras.datasets.boston_housing.load_data.
struct LoadDataOptions {
  double test_split = 0.2;  ///< The share of the rows that is kept for the test.
  std::int64_t seed = 113;
};
/// Prices of 506 houses: x (n, 13) and y (n,) float64, in the order of the seed. `path` is a file,
/// or a name in the folder `datasets` of KERAS_HOME, into which the file is downloaded.
///
/// Harrison, Rubinfeld 1978; https://keras.io/api/datasets/boston_housing
Split load_data(const std::string& path = "boston_housing.npz", LoadDataOptions options = {});

}  // namespace keras::datasets::boston_housing

namespace keras::datasets::california_housing {

/// Arguments of `load_data`, in the order of keras.datasets.california_housing.load_data.
struct LoadDataOptions {
  std::string version = "large";  ///< All 20,640 rows, or "small": the first 600.
  std::string path = "california_housing.npz";
  double test_split = 0.2;
  std::int64_t seed = 113;
};
/// Prices of houses in Californian districts: x (n, 8) and y (n,) float32.
///
/// Pace, Barry 1997; https://keras.io/api/datasets/california_housing
Split load_data(LoadDataOptions options = {});

}  // namespace keras::datasets::california_housing
