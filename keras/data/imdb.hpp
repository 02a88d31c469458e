#pragma once
#include <map>
#include <string>

#include "keras/data/texts.hpp"

namespace keras::datasets::imdb {

/// 25,000 + 25,000 reviews of films as lists of word numbers; y is 1 for the good ones. `path` is a
/// file, or a name in the folder `datasets` of KERAS_HOME, into which the file is downloaded.
///
///     const auto [train, test] = datasets::imdb::load_data("imdb.npz", {.num_words = 10000});
///     const auto x = utils::pad_sequences(train.x, {.maxlen = 200});
///
/// Maas et al. 2011; https://keras.io/api/datasets/imdb
TextSplit load_data(const std::string& path = "imdb.npz", WordOptions options = {});

/// The number of each word, before `index_from` is added.
std::map<std::string, int> get_word_index(const std::string& path = "imdb_word_index.json");

}  // namespace keras::datasets::imdb
