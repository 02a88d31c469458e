#pragma once
#include <optional>
#include <string>

#include "keras/data/dataset.hpp"

namespace keras::utils {

/// Arguments of `timeseries_dataset_from_array`, in Keras's order.
struct TimeseriesDatasetOptions {
  int sequence_stride = 1;              ///< From the beginning of one sequence to that of the next.
  int sampling_rate = 1;                ///< From one element of a sequence to the next.
  std::optional<int> batch_size = 128;  ///< None: sequences one by one.
  bool shuffle = false;
  std::optional<std::int64_t> seed = {};
  std::optional<std::int64_t> start_index = {}, end_index = {};  ///< The part of `data` to use.
  std::string format = "tf";  ///< Or "grain": there is one kind of data set here.
};

/// Windows of `sequence_length` elements along the first axis of `data`; the target of a window is
/// the element of `targets` (or None) at the place where it begins.
///
///     const auto windows = utils::timeseries_dataset_from_array(
///         temperature[range(0, -24)], temperature[range(24, None)], 24, {.batch_size = 16});
///
/// https://keras.io/api/data_loading/timeseries#timeseries_dataset_from_array-function
Dataset timeseries_dataset_from_array(const Tensor& data, const Tensors& targets,
                                      int sequence_length, TimeseriesDatasetOptions options = {});

}  // namespace keras::utils
