#pragma once
#include <map>
#include <string>
#include <vector>

#include "keras/data/texts.hpp"

namespace keras::datasets::reuters {

/// Arguments of `load_data` after `path`, in the order of keras.datasets.reuters.load_data.
struct LoadDataOptions {
  std::optional<int> num_words = {};  ///< As in `datasets::WordOptions`, like what follows.
  int skip_top = 0;
  std::optional<int> maxlen = {};
  double test_split = 0.2;  ///< The share of the texts that is kept for the test.
  std::int64_t seed = 113;
  std::optional<int> start_char = 1;
  std::optional<int> oov_char = 2;
  int index_from = 3;
};
/// 11,228 news as lists of word numbers; y is one of 46 topics. `path` is a file, or a name in the
/// folder `datasets` of KERAS_HOME, into which the file is downloaded.
///
/// Lewis 1987; https://keras.io/api/datasets/reuters
TextSplit load_data(const std::string& path = "reuters.npz", LoadDataOptions options = {});

/// The number of each word, before `index_from` is added.
std::map<std::string, int> get_word_index(const std::string& path = "reuters_word_index.json");

/// The names of the topics by their numbers.
std::vector<std::string> get_label_names();

}  // namespace keras::datasets::reuters
