// Layers for text and categories against Keras: tests/golden/text_objects.json, written by
// tools/golden_text.py.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "keras/core/refusal_test.hpp"
#include "keras/graph/golden_objects_test.hpp"
#include "keras/layers.hpp"
#include "keras/ops/numpy.hpp"

namespace keras {
namespace {

using namespace layers;

Layer made(const Value& saved) {
  Object config = saved.find("config")->as_object();
  config["name"] = "layer";
  return deserialize<Layer>(serialized("keras.layers", saved.string_at("class_name"), config));
}

void adapt(const Layer& layer, const Value& data) {
  const auto x = golden::tensor(data);
  if (layer.class_name() == "StringLookup") static_cast<const StringLookup&>(layer).adapt(x);
  if (layer.class_name() == "IntegerLookup") static_cast<const IntegerLookup&>(layer).adapt(x);
  if (layer.class_name() == "TextVectorization")
    static_cast<const TextVectorization&>(layer).adapt(x);
}

Value vocabulary_of(const Layer& layer) {
  if (layer.class_name() == "StringLookup")
    return to_value(static_cast<const StringLookup&>(layer).get_vocabulary());
  if (layer.class_name() == "IntegerLookup")
    return to_value(static_cast<const IntegerLookup&>(layer).get_vocabulary());
  return to_value(static_cast<const TextVectorization&>(layer).get_vocabulary());
}

void check_case(const Value& saved) {
  const auto layer = made(saved);
  if (const auto& data = *saved.find("adapt"); !data.is_null()) adapt(layer, data);
  std::vector<Tensor> inputs;
  for (const auto& input : saved.find("inputs")->as_list()) inputs.push_back(golden::tensor(input));
  const Tensor result = inputs.size() == 1 ? layer(inputs[0]) : layer(inputs);
  CHECK(result.dtype() == DType(saved.find("expected")->string_at("dtype")));
  golden::check_values(result, *saved.find("expected"));
  golden::check_config(layer.get_config(), *saved.find("expected_config"));
  if (const auto* vocabulary = saved.find("vocabulary")) CHECK(vocabulary_of(layer) == *vocabulary);
}

const Tensor words = ops::array({{"cat", "dog"}, {"bird", "cat"}});

}  // namespace

TEST_CASE("layers for text and categories answer as Keras") {
  for (const auto& saved : golden::cases("text_objects")) {
    const auto name = text(saved.string_at("class_name"), to_json(*saved.find("config")));
    CAPTURE(name);
    check_case(saved);
  }
}

TEST_CASE("lookups learn and take vocabularies") {
  StringLookup lookup;
  CHECK(lookup.vocabulary_size() == 1);
  lookup.adapt({words, words[0]});
  CHECK(lookup.get_vocabulary() == std::vector<std::string>{"[UNK]", "cat", "dog", "bird"});
  CHECK(lookup.get_vocabulary({.include_special_tokens = false}).size() == 3);
  lookup.set_vocabulary({"bird"});
  CHECK(lookup(words).to_vector<int>() == std::vector<int>{0, 0, 1, 0});
  IntegerLookup numbers({.num_oov_indices = 0, .vocabulary = {7, 5}});
  CHECK(numbers.get_vocabulary() == std::vector<std::int64_t>{7, 5});
  CHECK(numbers.vocabulary_size() == 2);
  TextVectorization vectorize({.output_sequence_length = 3});
  vectorize.set_vocabulary({"cat", "dog"});
  CHECK(vectorize.vocabulary_size() == 4);
  CHECK(vectorize(ops::array({"dog cow CAT!", "cat"})).to_vector<int>() ==
        std::vector<int>{3, 1, 2, 2, 0, 0});
}

TEST_CASE("vocabularies are read from files") {
  const auto path = (std::filesystem::temp_directory_path() /
                     ("keras_words_" + std::to_string(getpid()) + ".txt"))
                        .string();
  std::ofstream(path) << "cat\r\ndog\n\n";
  const StringLookup lookup({.vocabulary = path});
  CHECK(lookup(words).to_vector<int>() == std::vector<int>{1, 2, 0, 1});
  CHECK(lookup.get_config().at("vocabulary").is_null());
  CHECK(refusal([&] { IntegerLookup({.vocabulary = path, .name = "i"}); }) ==
        "layers.IntegerLookup 'i': tokens must be whole numbers; received 'cat'");
  const StringLookup weighted({.output_mode = "tf_idf", .name = "l"});
  CHECK(refusal([&] { weighted.set_vocabulary(path); }) ==
        "layers.StringLookup 'l': with output_mode='tf_idf' the vocabulary must be a list; "
        "received the file " +
            keras::quoted(path));
  std::ofstream(path) << "\n";
  CHECK(refusal([&] { lookup.set_vocabulary(path); }).find("the vocabulary must have tokens") !=
        std::string::npos);
  std::filesystem::remove(path);
  const auto saved = parse_json(R"({"module": "keras.layers", "class_name": "StringLookup",
      "config": {"vocabulary": "/etc/passwd"}})");
  CHECK(refusal([&] {
          deserialize<Layer>(saved);
        }).find("must be a list: files outside of a model are not read") != std::string::npos);
}

TEST_CASE("arguments of lookups that cannot be") {
  CHECK(refusal([] { StringLookup({.output_mode = "hot"}); }) ==
        "layers.StringLookup: output_mode must be 'int', 'one_hot', 'multi_hot', 'count' or "
        "'tf_idf'; received output_mode='hot'");
  CHECK(refusal([] { StringLookup({.max_tokens = 1}); }) ==
        "layers.StringLookup: max_tokens must be greater than 1; received max_tokens=1");
  CHECK(refusal([] { StringLookup({.pad_to_max_tokens = true}); }) ==
        "layers.StringLookup: pad_to_max_tokens needs max_tokens; received max_tokens=None");
  CHECK(refusal([] { IntegerLookup({.num_oov_indices = -1}); }) ==
        "layers.IntegerLookup: num_oov_indices must not be negative; received num_oov_indices=-1");
  CHECK(refusal([] { IntegerLookup({.oov_method = "md5"}); }) ==
        "layers.IntegerLookup: oov_method must be 'floormod' or 'farmhash'; received "
        "oov_method='md5'");
  CHECK(refusal([] { IntegerLookup({.salt = 3}); }) ==
        "layers.IntegerLookup: salt needs oov_method='farmhash'; received oov_method='floormod'");
  CHECK(refusal([] { IntegerLookup({.vocabulary_dtype = "int32"}); }) ==
        "layers.IntegerLookup: vocabulary_dtype must be 'int64'; received "
        "vocabulary_dtype='int32'");
  CHECK(refusal([] { StringLookup({.invert = true, .output_mode = "count"}); }) ==
        "layers.StringLookup: invert needs output_mode='int'; received output_mode='count'");
  CHECK(refusal([] { StringLookup({.sparse = true}); }) ==
        "layers.StringLookup: sparse must be false, there are no sparse tensors; received "
        "sparse=true");
  CHECK(refusal([] { StringLookup({.encoding = "latin-1"}); }) ==
        "layers.StringLookup: encoding must be 'utf-8'; received encoding='latin-1'");
  CHECK(refusal([] { StringLookup({.idf_weights = {1.0}}); }) ==
        "layers.StringLookup: idf_weights need output_mode='tf_idf'; received output_mode='int'");
  CHECK(refusal([] { StringLookup({.vocabulary = {"a"}, .output_mode = "tf_idf"}); }) ==
        "layers.StringLookup: with output_mode='tf_idf' a vocabulary needs idf_weights; received "
        "None");
}

TEST_CASE("vocabularies that cannot be") {
  const StringLookup lookup({.max_tokens = 3, .mask_token = "m", .name = "l"});
  const std::string path = "layers.StringLookup 'l': ";
  CHECK(refusal([&] { lookup.set_vocabulary(std::vector<std::string>()); }) ==
        path + "vocabulary must have at least one token; received none");
  CHECK(refusal([&] {
          lookup.set_vocabulary({"a", "a"});
        }) == path + "each token of the vocabulary must be there once; received 'a' twice");
  CHECK(refusal([&] {
          lookup.set_vocabulary({"a", "m"});
        }) == path +
                  "the mask token must be first in the vocabulary or be left out; received 'm' "
                  "behind it");
  CHECK(refusal([&] {
          lookup.set_vocabulary({"a", "b"});
        }) == path +
                  "the vocabulary must have at most max_tokens=3 tokens with the special ones; "
                  "received 4");
  CHECK(refusal([&] { lookup.set_vocabulary({"a"}, {1.0}); }) ==
        path +
            "idf_weights must be given for output_mode='tf_idf' and not otherwise; received "
            "some for output_mode='int'");
  CHECK(refusal([] {
          StringLookup({.vocabulary = {"[UNK]", "a", "[UNK]"}, .invert = true, .name = "l"});
        }) == path + "with invert, oov_token must be no token of the vocabulary; received '[UNK]'");
  CHECK(refusal([] {
          IntegerLookup({.vocabulary = {std::int64_t{1} << 40}, .invert = true, .name = "i"});
        }) ==
        "layers.IntegerLookup 'i': with invert, tokens must have at most 32 bits; received "
        "'1099511627776'");
  const StringLookup weighted({.output_mode = "tf_idf", .name = "l"});
  CHECK(refusal([&] {
          weighted.set_vocabulary({"a", "b"}, {1.0});
        }) ==
        path + "idf_weights must be as many as the tokens of the vocabulary; received 1 and 2");
  weighted.set_vocabulary({"a", "b"}, {1.0, 2.0});
  CHECK(refusal([&] { weighted.set_vocabulary({"a"}, {1.0}); }) ==
        path + "the size of the vocabulary, which outputs have, cannot change from 3; received 2");
  CHECK(refusal([&] { StringLookup({.vocabulary = {"a"}, .name = "l"}).adapt(words); }) ==
        path + "adapt needs a layer without the argument vocabulary; received one");
  CHECK(refusal([&] { lookup.adapt(std::vector<Tensor>()); }) ==
        path + "adapt needs at least one sample; received none");
}

TEST_CASE("calls of lookups that cannot be") {
  const auto value = [](const Tensor& y) { return y.to_vector<int>(); };
  CHECK(refusal([&] { value(StringLookup({.name = "l"})(words)); }) ==
        "layers.StringLookup 'l': has no vocabulary yet; call adapt or set_vocabulary first");
  CHECK(refusal([&] { StringLookup({.output_mode = "count", .name = "l"})(words); }) ==
        "layers.StringLookup 'l': with output_mode='count' the vocabulary must be known before a "
        "call; call adapt or give vocabulary");
  const StringLookup strict({.num_oov_indices = 0, .vocabulary = {"cat", "dog"}, .name = "l"});
  CHECK(refusal([&] { value(strict(words)); }) ==
        "layers.StringLookup 'l': with num_oov_indices=0 all tokens must be in the vocabulary; "
        "received 'bird'");
  CHECK(value(strict(words[0])) == std::vector<int>{0, 1});
  CHECK(refusal([&] { strict(Tensor(3)); }) ==
        "layers.StringLookup 'l': strings are wanted; received dtype int32");
  CHECK(refusal([&] { IntegerLookup({.vocabulary = {1}, .name = "l"})(words); }) ==
        "layers.IntegerLookup 'l': whole numbers are wanted; received dtype string");
  CHECK(refusal([&] { StringLookup({.vocabulary = {"a"}, .invert = true, .name = "l"})(words); }) ==
        "layers.StringLookup 'l': with invert, indices are wanted; received dtype string");
}

TEST_CASE("arguments and calls of TextVectorization that cannot be") {
  CHECK(refusal([] { TextVectorization({.standardize = "upper"}); }) ==
        "layers.TextVectorization: standardize must be None, 'lower', 'strip_punctuation' or "
        "'lower_and_strip_punctuation'; received standardize='upper'");
  CHECK(refusal([] { TextVectorization({.split = "comma"}); }) ==
        "layers.TextVectorization: split must be None, 'whitespace' or 'character'; received "
        "split='comma'");
  CHECK(refusal([] { TextVectorization({.ragged = true}); }) ==
        "layers.TextVectorization: sparse and ragged must be false, there are no such tensors; "
        "received true");
  CHECK(refusal([] {
          TextVectorization({.ngrams = {{2, 0}}});
        }) == "layers.TextVectorization: ngrams must be positive; received ngrams=(2, 0)");
  CHECK(refusal([] { TextVectorization({.output_mode = "count", .output_sequence_length = 2}); }) ==
        "layers.TextVectorization: output_sequence_length needs output_mode='int'; received "
        "output_mode='count'");
  CHECK(refusal([] { TextVectorization({.output_sequence_length = -2}); }) ==
        "layers.TextVectorization: output_sequence_length must not be negative; received "
        "output_sequence_length=-2");
  CHECK(refusal([] { TextVectorization({.output_mode = "one_hot"}); }) ==
        "layers.TextVectorization: output_mode='one_hot' needs split=None, as strings have "
        "different numbers of tokens; received split='whitespace'");
  const TextVectorization vectorize({.vocabulary = {"cat"}, .name = "v"});
  CHECK(refusal([&] { vectorize(words); }) ==
        "layers.TextVectorization 'v': the last axis must have length 1 where strings are split; "
        "received shape (2, 2)");
  CHECK(refusal([&] { vectorize(Tensor(3)); }) ==
        "layers.TextVectorization 'v': strings are wanted; received dtype int32");
  const auto saved = parse_json(R"({"module": "keras.layers", "class_name": "TextVectorization",
      "config": {"standardize": {"class_name": "function", "config": "my>f"}}})");
  CHECK(refusal([&] {
          deserialize<Layer>(saved);
        }).find("standardize must be a string or None: functions of Python are not run") !=
        std::string::npos);
  const TextVectorization letters({.split = "character", .vocabulary = {"a"}, .name = "v"});
  CHECK(refusal([&] { letters(Tensor(std::vector<std::string>{"\xFF"})).to_vector<int>(); }) ==
        "text must be UTF-8 to be split into characters; received '\\xff'");
}

TEST_CASE("arguments and calls of hashes that cannot be") {
  CHECK(refusal([] { Hashing(0); }) ==
        "layers.Hashing: num_bins must be positive; received num_bins=0");
  CHECK(refusal([] { Hashing(3, {.output_mode = "tf_idf"}); }) ==
        "layers.Hashing: output_mode must be 'int', 'one_hot', 'multi_hot' or 'count'; received "
        "output_mode='tf_idf'");
  CHECK(refusal([] { Hashing(3, {.dtype = "float32"}); }) ==
        "layers.Hashing: with output_mode='int', dtype must be 'int32' or 'int64'; received "
        "dtype='float32'");
  CHECK(refusal([] { Hashing(3, {.sparse = true}); }) ==
        "layers.Hashing: sparse must be false, there are no sparse tensors; received sparse=true");
  CHECK(refusal([] { Hashing(3, {.mask_value = List{1}}); }) ==
        "layers.Hashing: mask_value must be a string or a number; received mask_value=[1]");
  CHECK(refusal([] { Hashing(3, {.mask_value = 1, .name = "h"})(words); }) ==
        "layers.Hashing 'h': mask_value must be of the kind of the input; received mask_value=1 "
        "for dtype string");
  CHECK(refusal([] { HashedCrossing(0); }) ==
        "layers.HashedCrossing: num_bins must be positive; received num_bins=0");
  CHECK(refusal([] { HashedCrossing(3, {.output_mode = "count"}); }) ==
        "layers.HashedCrossing: output_mode must be 'int' or 'one_hot'; received "
        "output_mode='count'");
  CHECK(refusal([] { HashedCrossing(3, {.sparse = true}); }) ==
        "layers.HashedCrossing: sparse must be false, there are no sparse tensors; received "
        "sparse=true");
  const HashedCrossing crossing(3, {.name = "x"});
  const auto column = ops::array({"a", "b"});
  CHECK(refusal([&] { crossing(column); }) ==
        "layers.HashedCrossing 'x': at least two inputs are wanted; received 1");
  CHECK(refusal([&] {
          crossing({words, words});
        }) ==
        "layers.HashedCrossing 'x': inputs must have shape (), (batch) or (batch, 1); received "
        "shape (2, 2)");
  CHECK(refusal([&] {
          crossing({column, column.reshape({2, 1})});
        }) ==
        "layers.HashedCrossing 'x': inputs must have the same shape; received shapes (2,) and "
        "(2, 1)");
  CHECK(refusal([&] {
          crossing({column, ops::array({0.5, 1.5})});
        }) ==
        "layers.HashedCrossing 'x': inputs must be strings or whole numbers; received dtype "
        "float32");
}

}  // namespace keras
