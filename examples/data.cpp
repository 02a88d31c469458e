#include "data.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace data {
namespace {

namespace fs = std::filesystem;
using keras::range;

fs::path file(const char* name) {
  if (const char* folder = std::getenv("KERAS_DATA")) return fs::path(folder) / name;
  // Programs run somewhere in the repository, which has shared/data as a neighbour.
  for (auto at = fs::current_path(); at != at.root_path(); at = at.parent_path())
    if (fs::exists(at / "shared" / "data" / name)) return at / "shared" / "data" / name;
  keras::fail("data: the file ", keras::quoted(name),
              " was not found; set KERAS_DATA to its folder");
}

Part images(const Tensor& pixels, const Tensor& labels, int count) {
  const auto x = keras::ops::cast(pixels[range(0, count)], "float32") / 255.0;
  return {x, keras::ops::cast(labels[range(0, count)], "int32").reshape({count})};
}

/// Row i is a test row when i % 5 == 0.
Split every_fifth(const Tensor& x, const Tensor& y) {
  std::vector<int> train, test;
  for (int i = 0; i < x.shape(0); ++i) (i % 5 == 0 ? test : train).push_back(i);
  const auto rows = [&](const std::vector<int>& places) {
    return Part{x[Tensor(places)], y[Tensor(places)]};
  };
  return {rows(train), rows(test)};
}

}  // namespace

int seed() {
  const char* given = std::getenv("SEED");
  return given ? std::atoi(given) : 0;
}

void metric(const std::string& name, double value) {
  std::printf("METRIC %s %.6g\n", name.c_str(), value);
}
void metric(const std::string& name, const Tensor& value) { metric(name, double(value)); }

void require(bool condition, const std::string& what) {
  if (condition) return;
  std::fprintf(stderr, "required: %s\n", what.c_str());
  std::exit(1);
}

std::string fresh_folder(const std::string& name) {
  const auto folder = fs::temp_directory_path() / name;
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder.string();
}

std::string last_file(const std::string& folder, const std::string& ending) {
  std::string last;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().string().ends_with(ending)) last = std::max(last, entry.path().string());
  return last;
}

int csv_rows(const std::string& path) {
  std::ifstream lines(path);
  int rows = -1;
  for (std::string line; std::getline(lines, line);) ++rows;
  return rows;
}

bool has_file(const std::string& folder, const std::string& part) {
  return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(), [&](const auto& e) {
    return e.path().filename().string().find(part) != std::string::npos;
  });
}

Split mnist(int train, int test) {
  const auto digits = keras::datasets::mnist::load_data(file("mnist.npz").string());
  return {images(digits.train.x, digits.train.y, train),
          images(digits.test.x, digits.test.y, test)};
}

Split cifar10(int train, int test) {
  const auto arrays = keras::utils::load_npz(file("cifar10_11k.npz").string());
  return {images(arrays["x_train"], arrays["y_train"], train),
          images(arrays["x_test"], arrays["y_test"], test)};
}

Split abalone() {
  std::ifstream lines(file("abalone.csv"));
  std::vector<float> x, y;
  for (std::string line, cell; std::getline(lines, line);) {
    std::istringstream cells(line);
    if (!std::getline(cells, cell, ',')) continue;
    for (const char* sex : {"M", "F", "I"}) x.push_back(cell == sex ? 1.0F : 0.0F);
    std::vector<float> numbers;
    while (std::getline(cells, cell, ',')) numbers.push_back(std::stof(cell));
    x.insert(x.end(), numbers.begin(), numbers.end() - 1);
    y.push_back(numbers.back());
  }
  const auto rows = static_cast<std::int64_t>(y.size());
  return every_fifth(Tensor(x, {rows, 10}), Tensor(y, {rows, 1}));
}

}  // namespace data
