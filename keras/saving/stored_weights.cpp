#include "keras/saving/stored_weights.hpp"

#include <algorithm>
#include <set>

#include "keras/core/error.hpp"
#include "keras/graph/evaluate.hpp"
#include "keras/graph/node.hpp"

namespace keras::saving {
namespace {

/// Collects the paths of all arrays below a group, each group once.
class ArrayList {
 public:
  void visit(const io::Hdf5Group& group, const std::string& path, int depth = 0) {
    if (depth > deepest)
      fail("groups may lie at most ", deepest, " deep; received ", keras::quoted(path));
    if (!seen_.insert(group.address()).second) return;
    for (const auto& name : group.names()) {
      const auto below = path.empty() ? name : path + "/" + name;
      if (group.is_dataset(name)) paths_.push_back(below);
      if (group.is_group(name)) visit(group.group(name), below, depth + 1);
    }
  }
  std::vector<std::string> paths() && { return std::move(paths_); }

 private:
  static constexpr int deepest = 200;
  std::set<std::uint64_t> seen_;  ///< Addresses: links may go round in circles.
  std::vector<std::string> paths_;
};

}  // namespace

StoredWeights::StoredWeights(std::vector<io::Hdf5File> files) : files_(std::move(files)) {}

bool StoredWeights::contains(const std::string& group) const {
  return std::any_of(files_.begin(), files_.end(),
                     [&](const auto& file) { return file.root().is_group(group); });
}

std::string StoredWeights::as_stored(const std::string& group) const {
  std::string path;
  for (std::size_t first = 0; first < group.size();) {
    const auto last = std::min(group.find('/', first), group.size());
    const auto name = group.substr(first, last - first);
    const auto before = path.empty() ? "" : path + "/";
    path = before + name;
    if (!contains(path) && contains(before + "_" + name)) path = before + "_" + name;
    first = last + 1;
  }
  return path;
}

std::size_t StoredWeights::count(const std::string& group) const {
  std::size_t count = 0;
  for (const auto& file : files_) {
    const auto root = file.root();
    if (root.is_group(group)) count += root.group(group).names().size();
  }
  return count;
}

std::optional<io::Hdf5Dataset> StoredWeights::find(const std::string& array) const {
  for (const auto& file : files_) {
    const auto root = file.root();
    if (root.is_dataset(array)) return root.dataset(array);
  }
  return std::nullopt;
}

std::vector<std::string> StoredWeights::arrays() const {
  std::vector<std::string> all;
  for (const auto& file : files_) {
    ArrayList list;
    list.visit(file.root(), "");
    for (auto& path : std::move(list).paths()) all.push_back(std::move(path));
  }
  std::sort(all.begin(), all.end());
  return all;
}

Tensor tensor_of(const io::Hdf5Dataset& dataset) {
  // HDF5 has no type of that name: two opaque bytes are numbers only where this says so.
  if (dataset.dtype() == DType::bfloat16 && !dataset.attribute("dtype"))
    fail(keras::quoted(dataset.path()),
         " holds bytes without a type: the attribute 'dtype' is missing");
  auto tensor = empty_tensor({dataset.shape(), dataset.dtype()});
  auto& buffer = *tensor.node()->values[0].buffer;
  dataset.read_into({static_cast<std::byte*>(buffer.data()), buffer.bytes()});
  return tensor;
}

}  // namespace keras::saving
