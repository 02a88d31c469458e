#include "keras/data/imdb.hpp"

#include <algorithm>
#include <numeric>

#include "keras/core/error.hpp"
#include "keras/data/dataset_file.hpp"
#include "keras/data/random_state.hpp"
#include "keras/data/word_lists.hpp"
#include "keras/io/file.hpp"

namespace keras::datasets::imdb {
namespace {

constexpr data::Source source = {
    "datasets.imdb.load_data",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/imdb.npz",
    "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"};
constexpr data::Source index_source = {
    "datasets.imdb.get_word_index",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/imdb_word_index.json",
    "bfafd718b763782e994055a2d397834f"};

}  // namespace

TextSplit load_data(const std::string& path, WordOptions options) {
  const auto file = data::dataset_file(path, source);
  return io::naming(file, [&]() -> TextSplit {
    const io::ZipReader npz(io::read_file(file));
    auto train = data::read_texts(npz, "x_train", "y_train");
    auto test = data::read_texts(npz, "x_test", "y_test");
    data::RandomState random(static_cast<std::uint32_t>(options.seed));  // one for both orders
    for (auto* part : {&train, &test}) {
      std::vector<std::int64_t> order(part->texts.size());
      std::iota(order.begin(), order.end(), 0);
      random.shuffle(order);
      data::reorder(*part, order);
      data::renumber(*part, options);
      data::drop_long(*part, options.maxlen);
      if (part->texts.empty())
        fail(source.where, ": maxlen must leave texts for training and test; received ",
             options.maxlen ? text("maxlen=", *options.maxlen) : "none");
    }
    const auto words =
        options.num_words.value_or(std::max(data::largest_word(train), data::largest_word(test)));
    for (auto* part : {&train, &test}) data::drop_rare(*part, words, options);
    return {data::texts_of(std::move(train)), data::texts_of(std::move(test))};
  });
}

std::map<std::string, int> get_word_index(const std::string& path) {
  return data::read_word_index(data::dataset_file(path, index_source));
}

}  // namespace keras::datasets::imdb
