#include <map>
#include <memory>

#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/saving/shard_names.hpp"
#include "keras/saving/weight_shards.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

/// Distributes arrays over files, each as full as it may be, in the order of the model.
class Shards {
 public:
  Shards(std::string stem, std::uint64_t most_bytes)
      : stem_(std::move(stem)), most_bytes_(most_bytes) {}

  void add(const WeightGroup& group, const SavedArray& array) {
    const auto path = vars_of(group);
    make_room(array.value.bytes().size(), array.path);
    if (files_of_[path].empty() || files_of_[path].back() != files_.size() - 1) {
      files_of_[path].push_back(files_.size() - 1);
      files_.back()->attribute(path, "name", group.name);
    }
    put_array(*files_.back(), array.path, array.value);
    if (++arrays_of_[path] == 1) order_.push_back(path);
  }

  void write(const std::string& folder) const {
    for (std::size_t i = 0; i < files_.size(); ++i)
      io::write_atomically(folder + shard_name(stem_, i),
                           [&](io::Output& out) { files_[i]->write(out.sink()); });
  }

  /// As Keras writes it: a list of files for a group of several arrays.
  Object list() const {
    Object map;
    for (const auto& path : order_) {
      List names;
      for (const auto file : files_of_.at(path)) names.push_back(shard_name(stem_, file));
      map["/" + path] = arrays_of_.at(path) == 1 ? names[0] : Value(names);
    }
    return {{"metadata", Object{{"total_size", static_cast<double>(total_)}}},
            {"weight_map", std::move(map)}};
  }

 private:
  void make_room(std::uint64_t bytes, const std::string& array) {
    if (bytes > most_bytes_)
      fail("save_weights: max_shard_size must hold the array ", keras::quoted(array), " of ", bytes,
           " bytes; received ", most_bytes_, " bytes");
    if (files_.empty() || bytes > most_bytes_ - filled_) {
      files_.push_back(std::make_unique<io::Hdf5Writer>());
      filled_ = 0;
    }
    filled_ += bytes;
    total_ += bytes;
  }

  std::string stem_;
  std::uint64_t most_bytes_, filled_ = 0, total_ = 0;
  std::vector<std::unique_ptr<io::Hdf5Writer>> files_;
  std::vector<std::string> order_;
  std::map<std::string, std::vector<std::size_t>> files_of_;
  std::map<std::string, std::size_t> arrays_of_;
};

}  // namespace

void write_shards(const Model& model, const std::string& path, double gibibytes) {
  constexpr double gibibyte = 1024.0 * 1024 * 1024, most = 1e9;
  if (!(gibibytes > 0 && gibibytes <= most))
    fail("save_weights: max_shard_size must be positive and at most ", most,
         "; received max_shard_size=", gibibytes);
  Shards shards(stem_of(path), static_cast<std::uint64_t>(gibibytes * gibibyte));
  for (const auto& group : weight_groups(model))
    for (const auto& array : saved_arrays(group)) shards.add(group, array);
  shards.write(folder_of(path));
  const auto list = to_json(shards.list());
  io::write_atomically(path, io::bytes_of(list));
}

}  // namespace keras::saving
