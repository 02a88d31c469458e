#include "keras/data/mnist.hpp"

#include <filesystem>

#include "keras/data/digits.hpp"
#include "keras/data/load.hpp"
#include "keras/io/cache_folder.hpp"
#include "keras/io/download.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npz.hpp"

namespace keras::datasets {
namespace {

constexpr const char* mnist_url =
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz";
constexpr const char* mnist_sha256 =
    "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1";

std::string find(const std::string& path) {
  if (std::filesystem::exists(path)) return path;
  if (path.find('/') != std::string::npos)
    fail("datasets.mnist.load_data: there is no file ", io::printable(path));
  const auto cached = (std::filesystem::path(io::cache_folder("datasets")) / path).string();
  if (std::filesystem::exists(cached)) return cached;
  try {
    io::download(mnist_url, cached, mnist_sha256);
  } catch (const ValueError& error) {
    fail("datasets.mnist.load_data: put mnist.npz into ", io::printable(cached),
         " or name its path: ", error.what());
  }
  return cached;
}

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
  const auto file = find(path);
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
