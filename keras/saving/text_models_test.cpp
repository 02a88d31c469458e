// Models that begin with text: training, prediction and files.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "keras/compiler/jit.hpp"
#include "keras/core/refusal_test.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/io/zip.hpp"
#include "keras/layers.hpp"
#include "keras/ops/numpy.hpp"
#include "keras/saving/contents.hpp"
#include "keras/saving/saving.hpp"

using namespace keras;
using namespace keras::layers;

namespace {

const auto texts = ops::array({"good film", "bad film", "good good", "bad story", "a good story"});
const Tensor labels(std::vector<float>{1, 0, 1, 0, 1}, {5, 1});

std::string path_of(const char* name) {
  return (std::filesystem::temp_directory_path() / (std::to_string(getpid()) + name)).string();
}

Model classifier(const Layer& vectorize) {
  const auto text = Input({}, {.dtype = "string", .name = "text"});
  Model model(text, Dense(1, {.activation = "sigmoid"})(vectorize(text)));
  model.compile({.optimizer = "sgd", .loss = "binary_crossentropy"});
  return model;
}

}  // namespace

TEST_CASE("a model on text is trained, saved with its vocabulary and loaded") {
  TextVectorization vectorize({.output_mode = "tf_idf", .name = "vectorize"});
  vectorize.adapt(texts);
  const auto model = classifier(vectorize);
  const auto history = model.fit(texts, labels, {.batch_size = 2, .epochs = 3, .verbose = 0});
  CHECK(history["loss"].back() < history["loss"].front());
  const auto path = path_of("text.keras");
  model.save(path);
  const io::ZipReader archive(io::read_file(path));
  const std::string words = "[UNK]\ngood\nstory\nfilm\nbad\na";
  for (const auto* name : {"assets/layers/text_vectorization/vocabulary.txt",
                           "assets/layers/text_vectorization/_lookup_layer/vocabulary.txt"})
    CHECK(io::text_of(archive.member(name).bytes()) == words);
  const auto loaded = models::load_model(path);
  CHECK(loaded.get_layer<TextVectorization>("vectorize").get_vocabulary() ==
        vectorize.get_vocabulary());
  CHECK(loaded.predict(texts, {.verbose = 0}).to_vector<float>() ==
        model.predict(texts, {.verbose = 0}).to_vector<float>());
  std::filesystem::remove(path);
}

TEST_CASE("files whose lookups weigh words differently differ") {
  const auto saved = [](const char* name, double weight) {
    const auto text = Input({}, {.dtype = "string", .name = "text"});
    const Model model(text,
                      StringLookup({.vocabulary = {"good", "bad"},
                                    .idf_weights = std::vector{1.0, weight},
                                    .output_mode = "tf_idf",
                                    .name = "lookup"})(text),
                      {.name = "weighed"});
    const auto path = path_of(name);
    model.save(path);
    auto contents = saving::contents_of(path);
    std::filesystem::remove(path);
    return contents;
  };
  const auto one = saved("one.keras", 2), other = saved("other.keras", 3);
  CHECK(saving::differences(one, saved("same.keras", 2)).empty());
  CHECK_FALSE(saving::differences(one, other).empty());
}

TEST_CASE("a vocabulary that the archive lacks is an error") {
  StringLookup lookup({.output_mode = "one_hot"});
  lookup.adapt(texts);
  const auto model = classifier(lookup);
  const auto folder = path_of("text_model");
  std::filesystem::create_directory(folder);
  const auto path = folder + "/model.keras";
  model.save(path);
  const io::ZipReader archive(io::read_file(path));
  for (const auto* name : {"config.json", "model.weights.h5"}) {
    const auto member = archive.member(name);
    io::write_atomically(folder + "/" + name, member.bytes());
  }
  CHECK(refusal([&] {
          models::load_model(folder);
        }).find("the member 'assets/layers/string_lookup/vocabulary.txt' is missing") !=
        std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST_CASE("lengths of text that depend on values") {
  const TextVectorization vectorize({.vocabulary = {"good", "bad"}, .name = "vectorize"});
  const auto text = Input({}, {.dtype = "string"});
  const Model model(text, vectorize(text), {.name = "m"});
  CHECK(model.output().shape() == Shape{None, None});
  CHECK(model.predict(texts, {.verbose = 0}).to_vector<int>() ==
        std::vector<int>{2, 1, 0, 3, 1, 0, 2, 2, 0, 3, 1, 0, 1, 2, 1});
  CHECK(refusal([&] {
          model.predict(texts, {.batch_size = 4, .verbose = 0});
        }).find("shapes must agree except along axis 0; received (4, 2) and (1, 3)") !=
        std::string::npos);
  model.compile({.optimizer = "sgd", .loss = "mse"});
  const auto y = ops::zeros({5, 3});
  const std::string refused =
      "model 'm': has lengths that depend on values, as TextVectorization has without "
      "output_sequence_length; such models can predict, not be trained or evaluated";
  CHECK(refusal([&] { model.fit(texts, y, {.verbose = 0}); }) == refused);
  CHECK(refusal([&] { model.evaluate(texts, y, {.verbose = 0}); }) == refused);
  const auto compiled = jit([&](const Tensor& x) { return vectorize(x); });
  CHECK(refusal([&] { compiled(texts); }) ==
        "layers.TextVectorization 'vectorize': output_sequence_length must be given in programs of "
        "fixed lengths, as those of fit and evaluate are; received None");
}

TEST_CASE("a model that ends with strings") {
  const auto index = Input({}, {.dtype = "int32"});
  const Model model(index, StringLookup({.vocabulary = {"no", "yes"}, .invert = true})(index));
  CHECK(model.predict(Tensor(std::vector<int>{2, 1, 0}), {.verbose = 0}).to_vector<std::string>() ==
        std::vector<std::string>{"yes", "no", "[UNK]"});
}

TEST_CASE("a token out of vocabulary ends a prediction with an error") {
  const auto text = Input({}, {.dtype = "string"});
  const Model model(text,
                    StringLookup({.num_oov_indices = 0, .vocabulary = {"a"}, .name = "l"})(text));
  CHECK(refusal([&] {
          model.predict(ops::array({"a", "b"}), {.verbose = 0});
        }) ==
        "layers.StringLookup 'l': with num_oov_indices=0 all tokens must be in the vocabulary; "
        "received 'b'");
  CHECK(model.predict(ops::array({"a"}), {.verbose = 0}).to_vector<int>() == std::vector<int>{0});
}
