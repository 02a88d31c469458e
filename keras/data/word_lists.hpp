// Internal: texts as lists of word numbers, as imdb and reuters have them.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "keras/data/texts.hpp"
#include "keras/io/zip.hpp"

namespace keras::data {

/// Texts with their labels.
struct LabeledTexts {
  std::vector<std::vector<int>> texts = {};
  std::vector<std::int64_t> labels = {};
};

/// The arrays `texts` (of lists) and `labels` (of numbers) of a `.npz` file.
LabeledTexts read_texts(const io::ZipReader& npz, const std::string& texts,
                        const std::string& labels);

/// Puts the pairs in the order of `numbers`.
void reorder(LabeledTexts& data, const std::vector<std::int64_t>& numbers);

/// Adds `index_from` to all word numbers and puts `start_char` in front.
void renumber(LabeledTexts& data, const datasets::WordOptions& options);

/// Leaves out texts of maxlen words or more.
void drop_long(LabeledTexts& data, std::optional<int> maxlen);

/// The largest word number; 0 without texts.
int largest_word(const LabeledTexts& data);

/// Replaces words outside of [skip_top, num_words) by `oov_char`, or leaves them out.
void drop_rare(LabeledTexts& data, int num_words, const datasets::WordOptions& options);

/// As users get them.
datasets::Texts texts_of(LabeledTexts data);

/// The numbers of words in a JSON file: {"the": 1, ...}.
std::map<std::string, int> read_word_index(const std::string& file);

}  // namespace keras::data
