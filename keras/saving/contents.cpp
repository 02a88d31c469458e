#include "keras/saving/contents.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <tuple>

#include "keras/io/file.hpp"
#include "keras/saving/saving.hpp"
#include "keras/saving/weight_shards.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash);
}

/// Group by group, "vars/2" before "vars/10".
bool comes_before(const std::string& a, const std::string& b) {
  const auto key = [](const std::string& path) {
    return std::tuple(parent_of(path), path.size(), path);
  };
  return key(a) < key(b);
}

/// The lines of the groups on the way to `path` that `before` has not shown, then its own name.
std::string branch(const std::string& path, const std::string& before, std::size_t& depth) {
  std::string lines;
  depth = 0;
  std::size_t first = 0;
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', first)) {
    const auto group = path.substr(0, slash + 1);
    if (!before.starts_with(group))
      lines += std::string(2 * depth, ' ') + path.substr(first, slash - first) + "\n";
    first = slash + 1;
    ++depth;
  }
  return lines;
}

}  // namespace

std::optional<StoredWeights> only_weights(const std::string& path) {
  if (std::filesystem::is_directory(path)) return std::nullopt;
  return io::naming(path, [&]() -> std::optional<StoredWeights> {
    const auto file = io::read_file(path);
    if (path.ends_with(".weights.json")) return read_shards(path, io::text_of(file.bytes()));
    if (!io::Hdf5File::recognizes(file.bytes())) return std::nullopt;
    const io::Hdf5File hdf5(file);
    if (hdf5.root().attribute("model_config")) return std::nullopt;
    return StoredWeights({hdf5});
  });
}

std::string weights_tree(const StoredWeights& weights) {
  constexpr std::size_t column = 40;
  auto paths = weights.arrays();
  std::sort(paths.begin(), paths.end(), comes_before);
  std::string out, before;
  std::uint64_t numbers = 0, bytes = 0;
  for (const auto& path : paths) {
    const auto array = *weights.find(path);
    std::size_t depth = 0;
    out += branch(path, before, depth);
    auto line = std::string(2 * depth, ' ') + path.substr(path.rfind('/') + 1);
    line.resize(std::max(line.size() + 2, column), ' ');
    append(out, text(line, array.dtype(), " ", array.shape(), "\n"));
    numbers += array.size_in_bytes() / std::max<std::size_t>(1, array.dtype().itemsize());
    bytes += array.size_in_bytes();
    before = path;
  }
  append(out, text(paths.size(), " arrays, ", numbers, " numbers, ", bytes, " bytes\n"));
  return out;
}

Contents contents_of(const std::string& path) {
  Contents contents;
  if (const auto weights = only_weights(path)) {
    for (const auto& name : weights->arrays())
      contents.arrays[name] = io::naming(path, [&] { return tensor_of(*weights->find(name)); });
    return contents;
  }
  const auto model = models::load_model(path);
  contents.config = serialize_model(model);
  for (const auto& group : weight_groups(model))
    for (auto& array : saved_arrays(group)) contents.arrays[array.path] = std::move(array.value);
  return contents;
}

namespace {

/// Collects the places where two values differ.
class ConfigDifferences {
 public:
  void compare(const Value& a, const Value& b, const std::string& path) {
    if (a.is_object() && b.is_object()) {
      compare_members(a.as_object(), b.as_object(), path);
    } else if (a.is_list() && b.is_list() && a.as_list().size() == b.as_list().size()) {
      for (std::size_t i = 0; i < a.as_list().size(); ++i)
        compare(a.as_list()[i], b.as_list()[i], text(path, "[", i, "]"));
    } else if (!(a == b)) {
      found.push_back(text(path, ": ", a, " and ", b));
    }
  }

  std::vector<std::string> found = {};

 private:
  void compare_members(const Object& a, const Object& b, const std::string& path) {
    const auto below = [&](const std::string& key) {
      return path.empty() ? key : path + "." + key;
    };
    for (const auto& [key, value] : a) {
      if (const auto* other = b.find(key)) {
        compare(value, *other, below(key));
      } else {
        found.push_back(text(below(key), ": ", value, " and nothing"));
      }
    }
    for (const auto& [key, value] : b)
      if (!a.contains(key)) found.push_back(text(below(key), ": nothing and ", value));
  }
};

/// Where two arrays of one shape differ most; "" when they are equal (NaN is equal to itself).
std::string array_difference(const Tensor& a, const Tensor& b) {
  if (a.shape() != b.shape()) return text("shapes ", a.shape(), " and ", b.shape());
  if (a.dtype() != b.dtype()) return text("dtypes ", a.dtype(), " and ", b.dtype());
  const auto x = a.to_vector<double>(), y = b.to_vector<double>();
  std::size_t count = 0, at = 0;
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] == y[i] || (std::isnan(x[i]) && std::isnan(y[i]))) continue;
    const auto difference = std::abs(x[i] - y[i]);
    if (count++ == 0 || !(difference <= largest)) largest = difference, at = i;
  }
  if (count == 0) return {};
  char numbers[160];
  std::snprintf(numbers, sizeof numbers,
                "%zu of %zu numbers differ, most of all number %zu: %.9g and %.9g", count, x.size(),
                at, x[at], y[at]);
  return numbers;
}

}  // namespace

std::vector<std::string> differences(const Contents& a, const Contents& b) {
  ConfigDifferences configs;
  if (!a.config.is_null() && !b.config.is_null()) configs.compare(a.config, b.config, "");
  auto found = std::move(configs.found);
  for (const auto& [path, array] : a.arrays) {
    const auto other = b.arrays.find(path);
    const auto difference =
        other == b.arrays.end() ? "only in the first file" : array_difference(array, other->second);
    if (!difference.empty()) found.push_back(path + ": " + difference);
  }
  for (const auto& [path, array] : b.arrays)
    if (!a.arrays.contains(path)) found.push_back(path + ": only in the second file");
  return found;
}

}  // namespace keras::saving
