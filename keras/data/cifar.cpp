#include "keras/data/cifar.hpp"

#include <filesystem>

#include "keras/core/error.hpp"
#include "keras/data/dataset_file.hpp"
#include "keras/data/load.hpp"
#include "keras/io/file.hpp"
#include "keras/io/pickle.hpp"
#include "keras/ops/core.hpp"
#include "keras/ops/numpy.hpp"

namespace keras::datasets {
namespace {

namespace fs = std::filesystem;

constexpr data::Source source_10 = {
    "datasets.cifar10.load_data", "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce"};
constexpr data::Source source_100 = {
    "datasets.cifar100.load_data", "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
    "85cd44d02ba6437773c5bbd22e183051d648de2e7d6b014e1ef29b855ba677a7"};

/// The images (n, 32, 32, 3) and the labels (n, 1) of one of the files.
Part batch_in(const fs::path& file, const std::string& labels) {
  return io::naming(file.string(), [&] {
    const auto buffer = io::read_file(file.string());
    const io::Pickle pickle(buffer.bytes());
    const auto planes =
        data::tensor_of(io::Pickle::as_array(io::Pickle::at(pickle.root(), "data")));
    if (planes.rank() != 2 || planes.shape(1) != 3 * 32 * 32 || planes.dtype() != DType::uint8)
      fail("data must be rows of 3072 bytes; received shape ", planes.shape(), " ", planes.dtype());
    std::vector<std::int64_t> numbers;
    for (const auto& label : io::Pickle::as_list(io::Pickle::at(pickle.root(), labels)))
      numbers.push_back(io::Pickle::as_integer(label));
    const auto count = planes.shape(0);
    if (static_cast<std::int64_t>(numbers.size()) != count)
      fail("there must be a label for each of the ", count, " images; received ", numbers.size());
    return Part{ops::transpose(planes.reshape({count, 3, 32, 32}), {.axes = {0, 2, 3, 1}}),
                Tensor(numbers, {count, 1})};
  });
}

}  // namespace

Split cifar10::load_data() {
  const auto folder = fs::path(data::dataset_folder("cifar-10-batches-py-target", source_10)) /
                      "cifar-10-batches-py";
  std::vector<Tensor> images, labels;
  for (int i = 1; i <= 5; ++i) {
    const auto batch = batch_in(folder / text("data_batch_", i), "labels");
    images.push_back(batch.x), labels.push_back(batch.y);
  }
  const auto test = batch_in(folder / "test_batch", "labels");
  return {{ops::concatenate(images, {.axis = 0}),
           ops::cast(ops::concatenate(labels, {.axis = 0}), "uint8")},
          {test.x, ops::cast(test.y, "uint8")}};
}

Split cifar100::load_data(const std::string& label_mode) {
  if (label_mode != "fine" && label_mode != "coarse")
    fail(source_100.where, ": label_mode must be 'fine' or 'coarse'; received label_mode=",
         keras::quoted(label_mode));
  const auto folder =
      fs::path(data::dataset_folder("cifar-100-python-target", source_100)) / "cifar-100-python";
  const auto labels = label_mode + "_labels";
  return {batch_in(folder / "train", labels), batch_in(folder / "test", labels)};
}

}  // namespace keras::datasets
