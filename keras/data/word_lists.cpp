#include "keras/data/word_lists.hpp"

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/core/json.hpp"
#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npy.hpp"
#include "keras/io/pickle.hpp"

namespace keras::data {
namespace {

/// What follows the header of a `.npy` file of objects: a pickle.
io::Bytes pickle_in(io::Bytes file) {
  io::Cursor cursor(file, "the npy file");
  if (!io::is_npy(file)) fail("the array must be a .npy file");
  cursor.skip(6);
  const auto version = cursor.u8();
  cursor.skip(1);
  cursor.skip(version == 1 ? std::uint64_t{cursor.u16()} : std::uint64_t{cursor.u32()});
  return cursor.rest();
}

std::vector<int> words_of(const io::Pickle::Value& list) {
  std::vector<int> words;
  for (const auto& word : io::Pickle::as_list(list))
    words.push_back(static_cast<int>(
        std::clamp<std::int64_t>(io::Pickle::as_integer(word), 0, std::int64_t{1} << 30)));
  return words;
}

}  // namespace

LabeledTexts read_texts(const io::ZipReader& npz, const std::string& texts,
                        const std::string& labels) {
  LabeledTexts data;
  const auto member = npz.member(texts + ".npy");
  const io::Pickle pickle(pickle_in(member.bytes()));
  for (const auto& list : io::Pickle::as_list(pickle.root())) data.texts.push_back(words_of(list));
  data.labels = tensor_of(io::read_npy(npz.member(labels + ".npy"))).to_vector<std::int64_t>();
  if (data.labels.size() != data.texts.size())
    fail("there must be a label for each of the ", data.texts.size(), " texts; received ",
         data.labels.size());
  return data;
}

void reorder(LabeledTexts& data, const std::vector<std::int64_t>& numbers) {
  LabeledTexts ordered;
  for (const auto number : numbers) {
    ordered.texts.push_back(std::move(data.texts[static_cast<std::size_t>(number)]));
    ordered.labels.push_back(data.labels[static_cast<std::size_t>(number)]);
  }
  data = std::move(ordered);
}

void renumber(LabeledTexts& data, const datasets::WordOptions& options) {
  for (auto& text : data.texts) {
    for (auto& word : text) word += options.index_from;
    if (options.start_char) text.insert(text.begin(), *options.start_char);
  }
}

void drop_long(LabeledTexts& data, std::optional<int> maxlen) {
  if (!maxlen) return;
  LabeledTexts kept;
  for (std::size_t i = 0; i < data.texts.size(); ++i) {
    if (static_cast<std::int64_t>(data.texts[i].size()) >= *maxlen) continue;
    kept.texts.push_back(std::move(data.texts[i]));
    kept.labels.push_back(data.labels[i]);
  }
  data = std::move(kept);
}

int largest_word(const LabeledTexts& data) {
  int largest = 0;
  for (const auto& text : data.texts)
    for (const int word : text) largest = std::max(largest, word);
  return largest;
}

void drop_rare(LabeledTexts& data, int num_words, const datasets::WordOptions& options) {
  const auto is_rare = [&](int word) { return word < options.skip_top || word >= num_words; };
  for (auto& text : data.texts) {
    if (options.oov_char) {
      std::replace_if(text.begin(), text.end(), is_rare, *options.oov_char);
    } else {
      std::erase_if(text, is_rare);
    }
  }
}

datasets::Texts texts_of(LabeledTexts data) { return {std::move(data.texts), Tensor(data.labels)}; }

std::map<std::string, int> read_word_index(const std::string& file) {
  return io::naming(file, [&] {
    std::map<std::string, int> index;
    const auto json = parse_json(io::text_of(io::read_file(file).bytes()));
    for (const auto& [word, number] : json.as_object())
      index[word] = static_cast<int>(std::clamp<std::int64_t>(number.as_integer(), 0, 1 << 30));
    return index;
  });
}

}  // namespace keras::data
