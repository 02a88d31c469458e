#include "data.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>
#include <sstream>
#include <utility>
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

/// The numbers of the rows for training and for the test: row i is a test row when i % 5 == 0.
std::pair<Tensor, Tensor> every_fifth(std::int64_t rows) {
  std::vector<int> train, test;
  for (int i = 0; i < rows; ++i) (i % 5 == 0 ? test : train).push_back(i);
  return {Tensor(train), Tensor(test)};
}

/// The cells of a CSV file without a header, row by row.
std::vector<std::vector<std::string>> cells_of(const char* name) {
  std::ifstream lines(file(name));
  std::vector<std::vector<std::string>> rows;
  for (std::string line, cell; std::getline(lines, line);) {
    std::istringstream cells(line);
    auto& row = rows.emplace_back();
    while (std::getline(cells, cell, ',')) row.push_back(cell);
  }
  return rows;
}

/// Numbers that do not depend on the standard library, so that made-up data is the same everywhere.
class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}

  double uniform() { return (engine_() + 0.5) / 4294967296.0; }
  /// From 0 to `end`, without it.
  int below(int end) { return static_cast<int>(uniform() * end); }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  /// (rows, columns) normally distributed numbers.
  std::vector<std::vector<double>> normals(int rows, int columns) {
    std::vector<std::vector<double>> all(static_cast<std::size_t>(rows));
    for (auto& row : all)
      for (int i = 0; i < columns; ++i) row.push_back(normal());
    return all;
  }

 private:
  std::mt19937 engine_;
};

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
  std::vector<float> x, y;
  for (const auto& row : cells_of("abalone.csv")) {
    for (const char* sex : {"M", "F", "I"}) x.push_back(row[0] == sex ? 1.0F : 0.0F);
    for (std::size_t i = 1; i < 8; ++i) x.push_back(std::stof(row[i]));
    y.push_back(std::stof(row[8]));
  }
  const auto rows = static_cast<std::int64_t>(y.size());
  const Tensor features(x, {rows, 10}), rings(y, {rows, 1});
  const auto [train, test] = every_fifth(rows);
  return {{features[train], rings[train]}, {features[test], rings[test]}};
}

DictSplit abalone_columns(AbaloneOptions options) {
  constexpr const char* names[] = {"length",  "diameter", "height", "whole",
                                   "shucked", "viscera",  "shell"};
  const auto rows = cells_of("abalone.csv");
  const auto count = static_cast<std::int64_t>(rows.size());
  const int old = options.rare ? 20 : 10;
  std::vector<std::string> sex;
  std::vector<float> y;
  for (const auto& row : rows) {
    sex.push_back(row[0]);
    y.push_back(std::stoi(row[8]) >= old ? 1.0F : 0.0F);
  }
  Dict columns = {{"sex", Tensor(sex, {count, 1})}};
  for (std::size_t i = 0; i < std::size(names); ++i) {
    std::vector<float> column;
    for (const auto& row : rows) column.push_back(std::stof(row[i + 1]));
    columns[names[i]] = Tensor(column, {count, 1});
  }
  const auto part = [&](const Tensor& places) {
    DictPart part = {{}, Tensor(y)[places]};
    for (const auto& [name, column] : columns) part.x[name] = column[places];
    return part;
  };
  const auto [train, test] = every_fifth(count);
  return {part(train), part(test)};
}

DictsSplit ratings(int users, int items, int tags) {
  constexpr int count = 20000, taste = 3;
  Random random(7);
  const auto wishes = random.normals(users, taste), nature = random.normals(items, taste);
  const auto effects = random.normals(1, tags)[0];
  std::vector<int> user, item;
  std::vector<float> tag, rating, click;
  for (int i = 0; i < count; ++i) {
    user.push_back(random.below(users)), item.push_back(random.below(items));
    double score = 0;
    for (std::size_t k = 0; k < taste; ++k)
      score += wishes[static_cast<std::size_t>(user.back())][k] *
               nature[static_cast<std::size_t>(item.back())][k];
    for (const double effect : effects) {
      tag.push_back(random.uniform() < 0.3 ? 1.0F : 0.0F);
      score += 0.5 * effect * static_cast<double>(tag.back());
    }
    rating.push_back(static_cast<float>(score + 0.3 * random.normal()));
    click.push_back(score + 0.3 * random.normal() > 1 ? 1.0F : 0.0F);
  }
  const Dict x = {
      {"user", Tensor(user)}, {"item", Tensor(item)}, {"tags", Tensor(tag, {count, tags})}};
  const Dict y = {{"rating", Tensor(rating)}, {"click", Tensor(click)}};
  const auto rows = [](const Dict& columns, const Tensor& places) {
    Dict part;
    for (const auto& [name, column] : columns) part[name] = column[places];
    return part;
  };
  const auto [train, test] = every_fifth(count);
  return {{rows(x, train), rows(y, train)}, {rows(x, test), rows(y, test)}};
}

Sequences tagged_sequences(int count, int vocabulary, int longest) {
  Random random(11);
  Sequences data;
  for (int i = 0; i < count; ++i) {
    std::vector<int> tokens(static_cast<std::size_t>(4 + random.below(longest - 3))), labels;
    for (int& token : tokens) token = 1 + random.below(vocabulary - 1);
    for (std::size_t k = 0; k < tokens.size(); ++k) {
      const int before = k > 0 ? tokens[k - 1] : 0;
      const int after = k + 1 < tokens.size() ? tokens[k + 1] : 0;
      labels.push_back(2 * tokens[k] > before + after ? 1 : 0);
    }
    data.sequences.push_back(tokens), data.labels.push_back(labels);
  }
  return data;
}

}  // namespace data
