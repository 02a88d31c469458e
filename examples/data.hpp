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
struct ListPart {
  std::vector<Tensor> x;
  Tensor y;
};
struct ListSplit {
  ListPart train, test;
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
struct Text {
  Tensor text;           ///< The place of each character in the alphabet (n,).
  std::string alphabet;  ///< Sorted.
};
struct Sequences {
  std::vector<std::vector<int>> sequences, labels;
};
struct AbaloneOptions {
  bool rare = false;  ///< Whether only the few oldest are told apart, from 20 rings on.
};

struct Step {
  Tensor state, fell;
};

/// The environment's `SEED`, or 0.
int seed();
/// Prints a line `METRIC name value`, which tests/examples/run.py reads.
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
/// Sentences of film reviews (n,) as strings, and whether they praise (1) or not (0), in turn.
Split reviews();
/// Sex as one-hot and seven numbers of a shellfish (n, 10), and its rings (n, 1).
Split abalone();
/// The same by columns (n, 1), the sex as a string, and whether there are 10 rings or more (n,).
DictSplit abalone_columns(AbaloneOptions options = {});
/// The first characters of a text by Shakespeare.
Text shakespeare(int characters);
/// The places of the characters of `text` in `alphabet` (1, n).
Tensor encode(const std::string& text, const std::string& alphabet);
/// The columns (n,) of a CSV file: numbers where all cells are, strings otherwise. They have the
/// names of the first line, or "0", "1", ... if that holds numbers.
Dict csv(const std::string& file);
/// Pairs of digits, two tensors (n, 28, 28) in [0, 1], and whether the digits differ (n, 1).
ListSplit digit_pairs(int train, int test);
/// Made up: noisy sounds of one second (n, rate): a steady tone (0), a rising one (1), a falling
/// one (2).
Split sounds(int count, int rate);
/// Made up: a disc (1) and a square (2) on a noisy background (0): images (n, size, size, 1) and
/// the class of each pixel (n, size, size).
Split shapes(int count, int size);
/// Made up: 20,000 sums such as "7+58" (n, 5) and their results "65" (n, 3), each character a
/// number: 0 pads, 1 to 10 are the digits 0 to 9, 11 is the plus.
Part sums();
/// The pole on a cart 0.02 s later (Barto, Sutton and Anderson, 1983): a state (..., 4) is place,
/// speed, angle and its speed; an action (...) pushes to the left (0) or right (1). It fell when it
/// leans by more than 12 degrees or the cart is more than 2.4 m off.
Step cartpole(const Tensor& state, const Tensor& action);
/// Made up: what 20,000 pairs of "user", "item" and "tags" give as "rating" and "click".
DictsSplit ratings(int users, int items, int tags);
/// Made up: sequences of 4 to `longest` tokens; a token is labeled 1 if it is larger than the mean
/// of its neighbours (0 beyond the ends).
Sequences tagged_sequences(int count, int vocabulary, int longest);
/// Sends {"instances": ...} to a server and returns the "predictions" that come back.
Tensor post(const std::string& url, const Tensor& instances);

}  // namespace data
