// What the example programs share: the data, the seed, and how a metric is printed. The files lie
// in the folder `KERAS_DATA`, by default shared/data beside the repository.
#pragma once
#include <keras/keras.hpp>

#include <string>
#include <vector>

namespace data {

using keras::Dict, keras::Tensor;

struct Part {
  Tensor x, y;
};
struct Split {
  Part train, test;
};
struct DictPart {
  Dict x;
  Tensor y;
};
struct DictSplit {
  DictPart train, test;
};
struct DictsPart {
  Dict x, y;
};
struct DictsSplit {
  DictsPart train, test;
};
struct Sequences {
  std::vector<std::vector<int>> sequences, labels;
};
struct AbaloneOptions {
  bool rare = false;  ///< Whether only the few oldest are told apart, from 20 rings on.
};

/// The environment's `SEED`, or 0.
int seed();
/// Prints `METRIC name value`, which tests/examples/run.py reads.
void metric(const std::string& name, double value);
void metric(const std::string& name, const Tensor& value);
/// Ends the program with a message unless `condition` holds.
void require(bool condition, const std::string& what);

/// An empty folder of that name under the folder for temporary files.
std::string fresh_folder(const std::string& name);
/// The file of `folder` with that ending whose name sorts last.
std::string last_file(const std::string& folder, const std::string& ending);
/// The number of lines of a CSV file after its header.
int csv_rows(const std::string& path);
/// Whether a file in `folder` has `part` in its name.
bool has_file(const std::string& folder, const std::string& part);

/// Images (n, 28, 28) in [0, 1] and digits (n,).
Split mnist(int train = 60000, int test = 10000);
/// Images (n, 32, 32, 3) in [0, 1] and classes (n,).
Split cifar10(int train = 10000, int test = 1000);
/// Sex as one-hot and seven numbers of a shellfish (n, 10), and its rings (n, 1).
Split abalone();
/// The same by columns (n, 1), the sex as a string, and whether there are 10 rings or more (n,).
DictSplit abalone_columns(AbaloneOptions options = {});
/// Made up: what 20,000 pairs of "user", "item" and "tags" give as "rating" and "click".
DictsSplit ratings(int users, int items, int tags);
/// Made up: sequences of 4 to `longest` tokens; a token is labeled 1 if it is larger than the mean
/// of its neighbours (0 beyond the ends).
Sequences tagged_sequences(int count, int vocabulary, int longest);

}  // namespace data
