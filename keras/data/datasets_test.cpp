// Small files of the layout of the published ones, in a cache of their own. What they must give was
// read from them by Keras 3.15.1.
#include <doctest/doctest.h>
#include <stdlib.h>
#include <zlib.h>

#include <fstream>

#include "keras/core/error.hpp"
#include "keras/data.hpp"
#include "keras/data/scratch_test.hpp"
#include "keras/io/npz.hpp"

namespace keras::datasets {
namespace {

/// A cache folder that nobody else uses.
struct Cache : data::Scratch {
  std::string before;
  Cache() : Scratch("cache") {
    if (const auto* home = getenv("KERAS_HOME")) before = home;
    setenv("KERAS_HOME", path.c_str(), 1);
  }
  ~Cache() { before.empty() ? unsetenv("KERAS_HOME") : setenv("KERAS_HOME", before.c_str(), 1); }
  std::string put(const std::string& name, const std::string& contents) const {
    const auto file = *this / ("datasets/" + name);
    std::ofstream(file, std::ios::binary) << contents;
    return file;
  }
};

using Lists = std::vector<std::vector<int>>;
const std::string testdata = KERAS_TEST_DATA;

/// A batch of two images as CIFAR's files have it: a pickle of Python 2.
std::string cifar_batch(const std::string& labels) {
  std::string pixels;
  for (int i = 0; i < 2 * 3072; ++i) pixels += static_cast<char>(i * 7 % 256);
  using namespace std::string_literals;
  return "\x80\x02}q\x01(U"s + static_cast<char>(labels.size()) + labels +
         "q\x02]q\x03(K\x03K\x01"
         "eU\x04"
         "dataq\x04"
         "cnumpy.core.multiarray\n_reconstruct\nq\x05"
         "cnumpy\nndarray\nq\x06K\x00\x85U\x01"
         "b\x87Rq\x07(K\x01K\x02M\x00\x0c\x86"
         "cnumpy\ndtype\nq\x08(U\x02u1K\x00K\x01tRq\x09(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff"
         "\xff\xffK\x00tb\x89T\x00\x18\x00\x00"s +
         pixels + "tbu.";
}

/// `contents` behind the head of an IDX file of those lengths, gzipped.
std::string idx(const std::vector<int>& lengths, const std::string& contents) {
  std::string plain = {'\0', '\0', '\x08', static_cast<char>(lengths.size())};
  for (const int length : lengths)
    for (const int shift : {24, 16, 8, 0}) plain += static_cast<char>(length >> shift & 255);
  plain += contents;
  std::string packed(plain.size() + 100, '\0');
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

std::string table(int rows, int columns) {
  std::vector<double> x, y;
  for (int i = 0; i < rows * columns; ++i) x.push_back(i);
  for (int i = 0; i < rows; ++i) y.push_back(i);
  const auto array = [](const std::vector<double>& values, Shape shape) {
    return io::Array{
        DType::float64, std::move(shape), io::Buffer::copy(std::as_bytes(std::span(values))), {}};
  };
  io::MemoryOutput out;
  io::write_npz(out, {{"x", array(x, {rows, columns})}, {"y", array(y, {rows})}});
  return std::string(io::text_of(out.bytes()));
}

}  // namespace

TEST_CASE("datasets.imdb gives texts as Keras does") {
  const auto [train, test] = imdb::load_data(testdata + "/texts_imdb.npz");
  CHECK(train.x == Lists{{1, 7, 8}, {1, 4, 5, 303}, {1, 11, 12, 13, 14}, {1, 10}, {1, 5, 5}});
  CHECK(train.y.to_vector<int>() == std::vector<int>{0, 1, 0, 1, 1});
  CHECK(train.y.dtype() == "int64");
  CHECK(test.x == Lists{{1, 2, 4}, {1, 8, 9}, {1, 6}});
  CHECK(test.y.to_vector<int>() == std::vector<int>{1, 0, 1});
  const auto few = imdb::load_data(testdata + "/texts_imdb.npz", {.num_words = 12,
                                                                  .skip_top = 3,
                                                                  .maxlen = 5,
                                                                  .seed = 1,
                                                                  .start_char = None,
                                                                  .oov_char = None,
                                                                  .index_from = 0});
  CHECK(few.train.x == Lists{{7}, {4, 5}, {}, {}, {8, 9, 10, 11}});
  CHECK(few.train.y.to_vector<int>() == std::vector<int>{1, 0, 1, 1, 0});
  CHECK(few.test.x == Lists{{5, 6}, {3}, {}});
  CHECK_THROWS_WITH_AS(imdb::load_data(testdata + "/texts_imdb.npz", {.maxlen = 1}),
                       doctest::Contains("datasets.imdb.load_data: maxlen must leave texts for "
                                         "training and test; received maxlen=1"),
                       ValueError);
}

TEST_CASE("datasets.reuters gives texts as Keras does") {
  const auto [train, test] = reuters::load_data(testdata + "/texts_reuters.npz");
  CHECK(train.x ==
        Lists{{1, 7, 8}, {1, 11, 12, 13, 14}, {1, 2, 4}, {1, 4, 5, 303}, {1, 6}, {1, 10}});
  CHECK(train.y.to_vector<int>() == std::vector<int>{4, 6, 9, 3, 45, 5});
  CHECK(test.x == Lists{{1, 5, 5}, {1, 8, 9}});
  const auto half = reuters::load_data(
      testdata + "/texts_reuters.npz",
      {.num_words = 10, .maxlen = 4, .test_split = 0.5, .seed = 2, .index_from = 1});
  CHECK(half.train.x == Lists{{1, 3, 3}, {1, 5, 6}, {1, 2, 2}});
  CHECK(half.test.y.to_vector<int>() == std::vector<int>{5, 45, 8});
  CHECK(reuters::get_label_names().size() == 46);
  CHECK_THROWS_WITH_AS(
      reuters::load_data("", {.test_split = 2}),
      "datasets.reuters.load_data: test_split must be in [0, 1]; received test_split=2.0",
      ValueError);
}

TEST_CASE("datasets.imdb.get_word_index reads a file") {
  const Cache cache;
  const auto file = cache.put("imdb_word_index.json", R"({"the": 1, "and": 2})");
  CHECK(imdb::get_word_index() == std::map<std::string, int>{{"the", 1}, {"and", 2}});
  CHECK(reuters::get_word_index(file)["and"] == 2);
}

TEST_CASE("datasets.boston_housing and california_housing are shuffled and split as Keras does") {
  const Cache cache;
  cache.put("boston_housing.npz", table(10, 13));
  cache.put("california_housing.npz", table(10, 8));
  const auto [train, test] = boston_housing::load_data();
  CHECK(train.y.to_vector<int>() == std::vector<int>{9, 3, 6, 1, 0, 7, 4, 8});
  CHECK(test.y.to_vector<int>() == std::vector<int>{2, 5});
  CHECK(train.x.shape() == Shape{8, 13});
  CHECK(train.x.dtype() == "float64");
  CHECK(california_housing::load_data({.test_split = 0.5}).test.x.shape() == Shape{5, 8});
  CHECK_THROWS_WITH_AS(
      california_housing::load_data({.version = "tiny"}),
      "datasets.california_housing.load_data: version must be 'small' or 'large'; received "
      "version='tiny'",
      ValueError);
  CHECK_THROWS_WITH_AS(
      boston_housing::load_data("boston_housing.npz", {.test_split = 1}),
      "datasets.boston_housing.load_data: test_split must be in [0, 1); received test_split=1.0",
      ValueError);
}

TEST_CASE("datasets.cifar10 and cifar100 read pickles of Python 2") {
  const Cache cache;
  for (int i = 1; i <= 5; ++i)
    cache.put("cifar-10-batches-py-target/cifar-10-batches-py/data_batch_" + std::to_string(i),
              cifar_batch("labels"));
  cache.put("cifar-10-batches-py-target/cifar-10-batches-py/test_batch", cifar_batch("labels"));
  const auto [train, test] = cifar10::load_data();
  CHECK(train.x.shape() == Shape{10, 32, 32, 3});
  CHECK(train.x.dtype() == "uint8");
  CHECK(test.x(1, 0, 1).to_vector<int>() == std::vector<int>{7, 7, 7});
  CHECK(test.y.shape() == Shape{2, 1});
  CHECK(test.y.dtype() == "uint8");
  CHECK(test.y.to_vector<int>() == std::vector<int>{3, 1});
  for (const char* name : {"train", "test"})
    cache.put(std::string("cifar-100-python-target/cifar-100-python/") + name,
              cifar_batch("coarse_labels"));
  CHECK(cifar100::load_data("coarse").test.y.dtype() == "int64");
  CHECK_THROWS_WITH_AS(cifar100::load_data(), doctest::Contains("the pickle has no 'fine_labels'"),
                       ValueError);
  CHECK_THROWS_WITH_AS(cifar100::load_data("all"),
                       "datasets.cifar100.load_data: label_mode must be 'fine' or 'coarse'; "
                       "received label_mode='all'",
                       ValueError);
}

TEST_CASE("datasets.fashion_mnist reads gzipped IDX files") {
  const Cache cache;
  for (const std::string part : {"train", "t10k"}) {
    cache.put("fashion-mnist/" + part + "-images-idx3-ubyte.gz",
              idx({2, 28, 28}, std::string(2 * 784, '\x05')));
    cache.put("fashion-mnist/" + part + "-labels-idx1-ubyte.gz", idx({2}, "\x01\x09"));
  }
  const auto [train, test] = fashion_mnist::load_data();
  CHECK(train.x.shape() == Shape{2, 28, 28});
  CHECK(train.x(1, 27, 27).to_vector<int>() == std::vector<int>{5});
  CHECK(test.y.to_vector<int>() == std::vector<int>{1, 9});
  cache.put("fashion-mnist/train-labels-idx1-ubyte.gz", idx({3}, "\x01"));
  CHECK_THROWS_WITH_AS(fashion_mnist::load_data(),
                       doctest::Contains("the file must have the bytes that its lengths (3,) "
                                         "need; received 1"),
                       ValueError);
}

TEST_CASE("datasets name a file that does not exist") {
  CHECK_THROWS_WITH_AS(boston_housing::load_data("no/such.npz"),
                       "datasets.boston_housing.load_data: there is no file no/such.npz",
                       ValueError);
}

}  // namespace keras::datasets
