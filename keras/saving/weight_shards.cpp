#include "keras/saving/weight_shards.hpp"

#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

constexpr std::string_view list_suffix = ".weights.json", shard_suffix = ".weights.h5";

/// "some" of "folder/some.weights.json".
std::string stem_of(const std::string& path) {
  const auto name = path.substr(path.rfind('/') + 1);
  if (!name.ends_with(list_suffix))
    fail("the list of sharded weights must be named NAME.weights.json; received ", quoted(name));
  return name.substr(0, name.size() - list_suffix.size());
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

std::string shard_name(const std::string& stem, std::size_t number) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "_%05zu", number);
  return text(stem, digits, shard_suffix);
}

/// Whether `name` is "STEM_00012.weights.h5".
bool is_shard_name(std::string_view name, const std::string& stem) {
  if (!name.starts_with(stem + "_") || !name.ends_with(shard_suffix)) return false;
  name.remove_prefix(stem.size() + 1);
  name.remove_suffix(shard_suffix.size());
  return name.size() >= 5 && name.find_first_not_of("0123456789") == name.npos;
}

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

std::set<std::string> listed_files(const Value& weight_map, const std::string& stem) {
  std::set<std::string> names;
  const auto add = [&](const Value& name) {
    if (!is_shard_name(name.as_string(), stem))
      fail("weight_map: a file must be named ", keras::quoted(shard_name(stem, 0)),
           " with any number; received ", name);
    names.insert(name.as_string());
  };
  for (const auto& [path, files] : weight_map.as_object()) {
    if (files.is_string()) {
      add(files);
    } else {
      for (const auto& file : files.as_list()) add(file);
    }
  }
  return names;
}

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

StoredWeights read_shards(const std::string& path, std::string_view list) {
  const auto config = parse_json(list).as_object();
  std::vector<io::Hdf5File> files;
  for (const auto& name : listed_files(config.at("weight_map"), stem_of(path)))
    io::naming(name, [&] { files.emplace_back(io::read_file(folder_of(path) + name)); });
  return StoredWeights(std::move(files));
}

}  // namespace keras::saving
