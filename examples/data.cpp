#include "data.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

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

#include "keras/core/json.hpp"
#include "keras/core/nested_lists.hpp"

namespace data {
namespace {

namespace fs = std::filesystem;
using keras::range;

fs::path file(const std::string& name) {
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

Split split(const Tensor& x, const Tensor& y) {
  const auto [train, test] = every_fifth(y.shape(0));
  return {{x[train], y[train]}, {x[test], y[test]}};
}

Dict rows_of(const Dict& columns, const Tensor& places) {
  Dict part;
  for (const auto& [name, column] : columns) part[name] = column[places];
  return part;
}

/// The cells of a CSV file, row by row, without the quotes around them.
std::vector<std::vector<std::string>> cells_of(const std::string& name) {
  std::ifstream lines(file(name));
  std::vector<std::vector<std::string>> rows;
  for (std::string line, cell; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    std::istringstream cells(line);
    auto& row = rows.emplace_back();
    while (std::getline(cells, cell, ','))
      row.push_back(cell.starts_with('"') ? cell.substr(1, cell.size() - 2) : cell);
  }
  return rows;
}

bool is_number(const std::string& cell) {
  char* end = nullptr;
  std::strtod(cell.c_str(), &end);
  return end == cell.c_str() + cell.size() && !cell.empty();
}

/// Numbers where all cells are, strings otherwise.
Tensor column_of(const std::vector<std::string>& cells) {
  if (!std::all_of(cells.begin(), cells.end(), is_number)) return Tensor(cells);
  std::vector<float> numbers;
  for (const auto& cell : cells) numbers.push_back(std::stof(cell));
  return Tensor(numbers);
}

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file_of_lines(file(name));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file_of_lines, line);) lines.push_back(line);
  return lines;
}

/// The tokens of data::sums for `text`, filled up to `length`.
void add_tokens(std::vector<int>& tokens, const std::string& text, std::size_t length) {
  for (const char c : text) tokens.push_back(c == '+' ? 11 : c - '0' + 1);
  tokens.insert(tokens.end(), length - text.size(), 0);
}

/// What a server at `host`, "name:port", answers to `request`, to the end.
std::string answer(const std::string& host, const std::string& request) {
  const auto colon = host.find(':');
  addrinfo wanted = {}, *found = nullptr;
  wanted.ai_socktype = SOCK_STREAM;
  const auto port = colon == std::string::npos ? "80" : host.substr(colon + 1);
  require(getaddrinfo(host.substr(0, colon).c_str(), port.c_str(), &wanted, &found) == 0,
          "the address " + host);
  const int line = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  const bool connected = connect(line, found->ai_addr, found->ai_addrlen) == 0;
  freeaddrinfo(found);
  require(connected, "a server at " + host);
  for (std::size_t sent = 0; sent < request.size();) {
    const auto more = send(line, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    require(more > 0, "that the server reads the request");
    sent += static_cast<std::size_t>(more);
  }
  std::string received;
  char part[4096];
  for (ssize_t size = 0; (size = recv(line, part, sizeof part, 0)) > 0;)
    received.append(part, static_cast<std::size_t>(size));
  close(line);
  return received;
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
  std::cout << std::flush;  // the program may have left a line open
  std::printf("\nMETRIC %s %.6g\n", name.c_str(), value);
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

Split reviews() {
  const auto praise = lines_of("rt-polarity.pos"), blame = lines_of("rt-polarity.neg");
  std::vector<std::string> x;
  std::vector<int> y;
  for (std::size_t i = 0; i < praise.size(); ++i) {
    x.push_back(praise[i]), y.push_back(1);
    x.push_back(blame[i]), y.push_back(0);
  }
  return split(Tensor(x), Tensor(y));
}

Text shakespeare(int characters) {
  std::ifstream lines(file("tinyshakespeare.txt"));
  std::string text(static_cast<std::size_t>(characters), ' ');
  lines.read(text.data(), characters);
  text.resize(static_cast<std::size_t>(lines.gcount()));
  auto alphabet = text;
  std::sort(alphabet.begin(), alphabet.end());
  alphabet.erase(std::unique(alphabet.begin(), alphabet.end()), alphabet.end());
  return {encode(text, alphabet)[0], alphabet};
}

Tensor encode(const std::string& text, const std::string& alphabet) {
  std::vector<int> places;
  for (const char c : text) {
    const auto place = alphabet.find(c);
    require(place != std::string::npos, std::string("the alphabet must have '") + c + "'");
    places.push_back(static_cast<int>(place));
  }
  return Tensor(places, {1, static_cast<std::int64_t>(places.size())});
}

Dict csv(const std::string& name) {
  auto rows = cells_of(name);
  std::vector<std::string> names;
  if (std::none_of(rows.at(0).begin(), rows[0].end(), is_number)) {
    names = rows[0];
    rows.erase(rows.begin());
  }
  Dict columns;
  for (std::size_t i = 0; i < rows.at(0).size(); ++i) {
    std::vector<std::string> cells;
    for (const auto& row : rows) cells.push_back(row[i]);
    columns[names.empty() ? std::to_string(i) : names[i]] = column_of(cells);
  }
  return columns;
}

ListSplit digit_pairs(int train, int test) {
  const auto digits = mnist();
  Random random(3);
  const auto pairs_of = [&](const Part& part, int count) {
    const auto labels = part.y.to_vector<int>();
    std::vector<std::vector<int>> places(10);  // of each digit
    for (std::size_t i = 0; i < labels.size(); ++i)
      places[static_cast<std::size_t>(labels[i])].push_back(static_cast<int>(i));
    const auto one_of = [&](int digit) {
      const auto& all = places[static_cast<std::size_t>(digit)];
      return all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))];
    };
    std::vector<int> first, second;
    std::vector<float> differ;
    for (int i = 0; i < count; ++i) {
      const int digit = random.below(10), other = (digit + 1 + random.below(9)) % 10;
      first.push_back(one_of(digit)), second.push_back(one_of(i % 2 == 0 ? digit : other));
      differ.push_back(i % 2 == 0 ? 0.0F : 1.0F);
    }
    return ListPart{{part.x[Tensor(first)], part.x[Tensor(second)]}, Tensor(differ, {count, 1})};
  };
  return {pairs_of(digits.train, train), pairs_of(digits.test, test)};
}

Split sounds(int count, int rate) {
  Random random(5);
  std::vector<float> x;
  std::vector<int> y;
  for (int i = 0; i < count; ++i) {
    const int kind = random.below(3);
    const double low = rate * (0.05 + 0.05 * random.uniform()), high = 3 * low;
    const double begin = kind == 0 ? (low + high) / 2 : kind == 1 ? low : high;
    const double end = kind == 0 ? begin : kind == 1 ? high : low;
    const double start = 2 * std::numbers::pi * random.uniform();
    for (int k = 0; k < rate; ++k) {
      const double t = static_cast<double>(k) / rate;
      const double turns = begin * t + (end - begin) * t * t / 2;
      const double wave = std::sin(start + 2 * std::numbers::pi * turns);
      x.push_back(static_cast<float>(0.5 * wave + 0.2 * random.normal()));
    }
    y.push_back(kind);
  }
  return split(Tensor(x, {count, rate}), Tensor(y));
}

Split shapes(int count, int size) {
  Random random(9);
  std::vector<float> x;
  std::vector<int> y;
  for (int i = 0; i < count; ++i) {
    const auto place = [&] { return size * (0.2 + 0.6 * random.uniform()); };
    const auto extent = [&] { return size * (0.1 + 0.1 * random.uniform()); };
    const double disc_row = place(), disc_column = place(), radius = extent();
    const double row = place(), column = place(), half = extent();
    for (int r = 0; r < size; ++r)
      for (int c = 0; c < size; ++c) {
        const bool in_square = std::abs(r - row) < half && std::abs(c - column) < half;
        const bool in_disc = std::hypot(r - disc_row, c - disc_column) < radius;
        y.push_back(in_square ? 2 : in_disc ? 1 : 0);
        x.push_back(static_cast<float>((y.back() > 0 ? 0.8 : 0.3) + 0.1 * random.normal()));
      }
  }
  return split(Tensor(x, {count, size, size, 1}), Tensor(y, {count, size, size}));
}

Part sums() {
  constexpr int count = 20000;
  constexpr std::size_t length = 5, result_length = 3;
  Random random(13);
  std::vector<int> x, y;
  for (int i = 0; i < count; ++i) {
    const int a = random.below(100), b = random.below(100);
    add_tokens(x, std::to_string(a) + "+" + std::to_string(b), length);
    add_tokens(y, std::to_string(a + b), result_length);
  }
  return {Tensor(x, {count, length}), Tensor(y, {count, result_length})};
}

Step cartpole(const Tensor& state, const Tensor& action) {
  namespace ops = keras::ops;
  constexpr double gravity = 9.8, cart = 1.0, pole = 0.1, half_length = 0.5, push = 10, tau = 0.02;
  constexpr double farthest = 2.4, steepest = 12 * std::numbers::pi / 180;
  const auto part = [&](int i) { return ops::take(state, i, {.axis = -1}); };
  const auto place = part(0), speed = part(1), angle = part(2), turn = part(3);
  const auto sine = ops::sin(angle), cosine = ops::cos(angle);
  const auto force = push * (2 * ops::cast(action, "float32") - 1);
  const auto pull = (force + pole * half_length * turn * turn * sine) / (cart + pole);
  const auto turning = (gravity * sine - cosine * pull) /
                       (half_length * (4.0 / 3 - pole * cosine * cosine / (cart + pole)));
  const auto speeding = pull - pole * half_length * turning * cosine / (cart + pole);
  const auto next = ops::stack(
      {place + tau * speed, speed + tau * speeding, angle + tau * turn, turn + tau * turning},
      {.axis = -1});
  const auto off = ops::abs(place + tau * speed), lean = ops::abs(angle + tau * turn);
  return {next, ops::logical_or(off > farthest, lean > steepest)};
}

Split abalone() {
  std::vector<float> x, y;
  for (const auto& row : cells_of("abalone.csv")) {
    for (const char* sex : {"M", "F", "I"}) x.push_back(row[0] == sex ? 1.0F : 0.0F);
    for (std::size_t i = 1; i < 8; ++i) x.push_back(std::stof(row[i]));
    y.push_back(std::stof(row[8]));
  }
  const auto rows = static_cast<std::int64_t>(y.size());
  return split(Tensor(x, {rows, 10}), Tensor(y, {rows, 1}));
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
    return DictPart{rows_of(columns, places), Tensor(y)[places]};
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
  const auto [train, test] = every_fifth(count);
  return {{rows_of(x, train), rows_of(y, train)}, {rows_of(x, test), rows_of(y, test)}};
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

Tensor post(const std::string& url, const Tensor& instances) {
  const std::string scheme = "http://";
  require(url.starts_with(scheme), "an address that starts with http://");
  const auto slash = std::min(url.find('/', scheme.size()), url.size());
  const auto host = url.substr(scheme.size(), slash - scheme.size());
  std::vector<keras::Value> numbers;
  for (const double number : instances.to_vector<double>()) numbers.emplace_back(number);
  const auto body =
      keras::to_json(keras::Object{{"instances", keras::nested(numbers, instances.shape())}});
  const auto path = slash < url.size() ? url.substr(slash) : "/";
  const auto reply = answer(host, "POST " + path + " HTTP/1.0\r\nHost: " + host +
                                      "\r\nContent-Type: application/json\r\nContent-Length: " +
                                      std::to_string(body.size()) + "\r\n\r\n" + body);
  const auto head = reply.find("\r\n\r\n");
  require(head != std::string::npos && reply.substr(0, reply.find('\r')).ends_with("200 OK"),
          "the answer of the server to be 200 OK; received " + reply.substr(0, 200));
  const auto found = keras::parse_json(std::string_view(reply).substr(head + 4));
  const auto lists = keras::flattened(found.as_object().at("predictions"));
  std::vector<float> values;
  for (const auto* item : lists.items) values.push_back(static_cast<float>(item->as_number()));
  return Tensor(values, lists.shape);
}

}  // namespace data
