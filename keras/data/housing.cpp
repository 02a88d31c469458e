#include "keras/data/housing.hpp"

#include "keras/core/error.hpp"
#include "keras/data/dataset_file.hpp"
#include "keras/data/load.hpp"
#include "keras/io/file.hpp"

namespace keras::datasets {
namespace {

constexpr data::Source boston = {
    "datasets.boston_housing.load_data",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/boston_housing.npz",
    "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5"};
constexpr data::Source california = {
    "datasets.california_housing.load_data",
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/california_housing.npz",
    "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f"};

Part table_in(const std::string& file) {
  return io::naming(file, [&] {
    const io::NpzReader npz(io::read_file(file));
    return Part{data::tensor_of(npz.array("x")), data::tensor_of(npz.array("y"))};
  });
}

}  // namespace

Split boston_housing::load_data(const std::string& path, LoadDataOptions options) {
  const auto table = table_in(data::dataset_file(path, boston));
  return data::shuffled_split(table.x, table.y, options.test_split, options.seed, boston.where);
}

Split california_housing::load_data(LoadDataOptions options) {
  if (options.version != "small" && options.version != "large")
    fail(california.where,
         ": version must be 'small' or 'large'; received version=", quoted(options.version));
  auto table = table_in(data::dataset_file(options.path, california));
  if (options.version == "small") table = {table.x[range(0, 600)], table.y[range(0, 600)]};
  return data::shuffled_split(table.x, table.y, options.test_split, options.seed, california.where);
}

}  // namespace keras::datasets
