#include "keras/data/fashion_mnist.hpp"

#include <algorithm>
#include <array>

#include "keras/core/error.hpp"
#include "keras/data/get_file.hpp"
#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/gzip.hpp"

namespace keras::datasets::fashion_mnist {
namespace {

constexpr const char* folder_url = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

std::string file_of(const std::string& name) {
  try {
    return utils::get_file(name, folder_url + name, {.cache_subdir = "datasets/fashion-mnist"});
  } catch (const ValueError& error) {
    fail("datasets.fashion_mnist.load_data: put ", name,
         " into the folder datasets/fashion-mnist of KERAS_HOME: ", error.what());
  }
}

/// The bytes of an IDX file after its head, as a tensor: a magic number, then the lengths, big
/// endian.
Tensor idx_in(const std::string& name, int rank) {
  const auto file = file_of(name);
  return io::naming(file, [&] {
    const auto contents = io::gunzip(io::read_file(file).bytes());
    io::Cursor cursor(contents.bytes(), "the file");
    const auto number = [&] {
      std::array<std::byte, 4> bytes;
      const auto taken = cursor.take(4);
      std::copy(taken.rbegin(), taken.rend(), bytes.begin());
      return static_cast<std::int64_t>(io::little_endian(bytes));
    };
    if (number() != 0x800 + rank) fail("the file must be an IDX file of ", rank, " axes");
    Shape shape;
    for (int axis = 0; axis < rank; ++axis) shape.push_back(number());
    const auto rest = cursor.rest();
    if (io::declared_bytes(shape, 1, "the file") != rest.size())
      fail("the file must have the bytes that its lengths ", shape, " need; received ",
           rest.size());
    return data::tensor_of({DType::uint8, shape, contents.share(rest), {}});
  });
}

}  // namespace

Split load_data() {
  return {{idx_in("train-images-idx3-ubyte.gz", 3), idx_in("train-labels-idx1-ubyte.gz", 1)},
          {idx_in("t10k-images-idx3-ubyte.gz", 3), idx_in("t10k-labels-idx1-ubyte.gz", 1)}};
}

}  // namespace keras::datasets::fashion_mnist
