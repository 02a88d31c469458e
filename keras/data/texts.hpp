#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "keras/graph/tensor.hpp"

namespace keras::datasets {

/// Texts as lists of word numbers, with their labels (n,) int64.
struct Texts {
  std::vector<std::vector<int>> x = {};
  Tensor y = {};
};

/// Texts for training and for the test after it.
struct TextSplit {
  Texts train, test;
};

/// Which words of a text are kept and how they are numbered, in Keras's order.
struct WordOptions {
  std::optional<int> num_words = {};  ///< Only numbers below it stay; they go by frequency.
  int skip_top = 0;                   ///< Only numbers from it on stay.
  std::optional<int> maxlen = {};     ///< Texts of so many words or more are left out.
  std::int64_t seed = 113;
  std::optional<int> start_char = 1;  ///< Put in front of each text.
  std::optional<int> oov_char = 2;    ///< Stands for words that do not stay; None leaves them out.
  int index_from = 3;                 ///< Added to all word numbers.
};

}  // namespace keras::datasets
