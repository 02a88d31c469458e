#pragma once
#include <optional>
#include <string>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::utils {

/// Arguments of `pad_sequences`, in the order of keras.utils.pad_sequences.
struct PadSequencesOptions {
  std::optional<int> maxlen = {};  ///< By default the length of the longest sequence.
  DType dtype = "int32";
  std::string padding = "pre";     ///< "pre" or "post": where values are added.
  std::string truncating = "pre";  ///< "pre" or "post": where elements are left out.
  double value = 0.0;
};

/// Sequences of different lengths as the rows of one tensor: (sequences, maxlen, ...) of `dtype`.
/// Elements are numbers, or tensors of one shape along the first axis of each sequence.
///
///     const auto x = utils::pad_sequences(texts, {.maxlen = 80});
///
/// https://keras.io/api/data_loading/timeseries#padsequences-function
Tensor pad_sequences(const std::vector<Tensor>& sequences, PadSequencesOptions options = {});

/// The same for lists of numbers.
Tensor pad_sequences(const std::vector<std::vector<double>>& sequences,
                     PadSequencesOptions options = {});
Tensor pad_sequences(std::initializer_list<std::vector<double>> sequences,
                     PadSequencesOptions options = {});
template <class T>
Tensor pad_sequences(const std::vector<std::vector<T>>& sequences,
                     PadSequencesOptions options = {}) {
  std::vector<std::vector<double>> numbers;
  for (const auto& sequence : sequences) numbers.emplace_back(sequence.begin(), sequence.end());
  return pad_sequences(numbers, std::move(options));
}

}  // namespace keras::utils
