#include "keras/saving/weight_shards.hpp"

#include <set>

#include "keras/core/json.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/shard_names.hpp"

namespace keras::saving {
namespace {

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

StoredWeights read_shards(const std::string& path, std::string_view list) {
  const auto config = parse_json(list).as_object();
  std::vector<io::Hdf5File> files;
  for (const auto& name : listed_files(config.at("weight_map"), stem_of(path)))
    io::naming(name, [&] { files.emplace_back(io::read_file(folder_of(path) + name)); });
  return StoredWeights(std::move(files));
}

}  // namespace keras::saving
