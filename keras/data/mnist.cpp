#include "keras/data/mnist.hpp"

#include "keras/core/error.hpp"
#include "keras/data/dataset_file.hpp"
#include "keras/data/digits.hpp"
#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npz.hpp"

namespace keras::datasets {
namespace {

constexpr data::Source source = {
    "datasets.mnist.load_data",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"};

Part part_of(const data::Digits& all, std::int64_t first, std::int64_t count) {
  constexpr std::int64_t pixels = data::Digits::side * data::Digits::side;
  const auto images = all.images.begin() + first * pixels;
  const auto labels = all.labels.begin() + first;
  return {Tensor(std::vector<std::uint8_t>(images, images + count * pixels),
                 {count, data::Digits::side, data::Digits::side}),
          Tensor(std::vector<std::uint8_t>(labels, labels + count))};
}

}  // namespace

Split mnist::load_data(const std::string& path) {
  const auto file = data::dataset_file(path, source);
  return io::naming(file, [&] {
    const io::NpzReader npz(io::read_file(file));
    const auto array = [&](const char* name) { return data::tensor_of(npz.array(name)); };
    return Split{{array("x_train"), array("y_train")}, {array("x_test"), array("y_test")}};
  });
}

Split digits::load_data(int train, int test, int seed) {
  if (train < 1 || test < 1)
    fail("datasets.digits.load_data: train and test must be positive; received train=", train,
         " and test=", test);
  const auto all = data::draw_digits(std::int64_t{train} + test, static_cast<std::uint64_t>(seed));
  return {part_of(all, 0, train), part_of(all, train, test)};
}

}  // namespace keras::datasets
