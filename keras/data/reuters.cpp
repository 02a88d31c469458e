#include "keras/data/reuters.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/data/dataset_file.hpp"
#include "keras/data/random_state.hpp"
#include "keras/data/word_lists.hpp"
#include "keras/io/file.hpp"

namespace keras::datasets::reuters {
namespace {

constexpr data::Source source = {
    "datasets.reuters.load_data",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/reuters.npz",
    "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916"};
constexpr data::Source index_source = {
    "datasets.reuters.get_word_index",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/reuters_word_index.json",
    "4d44cc38712099c9e383dc6e5f11a921"};

WordOptions words_of(const LoadDataOptions& options) {
  return {options.num_words,  options.skip_top, options.maxlen,    options.seed,
          options.start_char, options.oov_char, options.index_from};
}

/// The texts [first, end).
data::LabeledTexts part(const data::LabeledTexts& all, std::size_t first, std::size_t end) {
  const auto from = static_cast<std::ptrdiff_t>(first), to = static_cast<std::ptrdiff_t>(end);
  return {{all.texts.begin() + from, all.texts.begin() + to},
          {all.labels.begin() + from, all.labels.begin() + to}};
}

}  // namespace

TextSplit load_data(const std::string& path, LoadDataOptions options) {
  if (!(options.test_split >= 0 && options.test_split <= 1))
    fail(source.where, ": test_split must be in [0, 1]; received test_split=", options.test_split);
  const auto file = data::dataset_file(path, source);
  return io::naming(file, [&]() -> TextSplit {
    auto all = data::read_texts(io::ZipReader(io::read_file(file)), "x", "y");
    const auto words = words_of(options);
    data::reorder(all, data::shuffled_numbers(static_cast<std::int64_t>(all.texts.size()),
                                              static_cast<std::uint32_t>(options.seed)));
    data::renumber(all, words);
    data::drop_long(all, options.maxlen);
    data::drop_rare(all, options.num_words.value_or(data::largest_word(all)), words);
    const auto training =
        static_cast<std::size_t>(static_cast<double>(all.texts.size()) * (1 - options.test_split));
    return {data::texts_of(part(all, 0, training)),
            data::texts_of(part(all, training, all.texts.size()))};
  });
}

std::map<std::string, int> get_word_index(const std::string& path) {
  return data::read_word_index(data::dataset_file(path, index_source));
}

std::vector<std::string> get_label_names() {
  return {"cocoa",        "grain",   "veg-oil",   "earn",
          "acq",          "wheat",   "copper",    "housing",
          "money-supply", "coffee",  "sugar",     "trade",
          "reserves",     "ship",    "cotton",    "carcass",
          "crude",        "nat-gas", "cpi",       "money-fx",
          "interest",     "gnp",     "meal-feed", "alum",
          "oilseed",      "gold",    "tin",       "strategic-metal",
          "livestock",    "retail",  "ipi",       "iron-steel",
          "rubber",       "heat",    "jobs",      "lei",
          "bop",          "zinc",    "orange",    "pet-chem",
          "dlr",          "gas",     "silver",    "wpi",
          "hog",          "lead"};
}

}  // namespace keras::datasets::reuters
