#include "keras/saving/members.hpp"

#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/saving/version.hpp"
#include "keras/saving/weights_file.hpp"

namespace keras::saving {
namespace {

/// The weights, an optimizer's slots beside them, and the structure of the file.
std::uint64_t weight_bytes(const Model& model) {
  std::uint64_t bytes = 0;
  for (const auto& variable : model.variables())
    bytes += static_cast<std::uint64_t>(variable.shape().elements()) * variable.dtype().itemsize();
  return 4 * bytes + (1 << 20);
}

}  // namespace

Members::Members(const std::string& path) : path_(path) {
  if (!std::filesystem::is_directory(path)) zip_.emplace(io::read_file(path));
}

bool Members::contains(const std::string& name) const {
  return zip_ ? zip_->contains(name) : std::filesystem::exists(path_ + "/" + name);
}

io::Buffer Members::read(const std::string& name) const { return read(name, 0); }

io::Buffer Members::read(const std::string& name, std::uint64_t warranted) const {
  if (!contains(name)) fail("the member ", keras::quoted(name), " is missing");
  return zip_ ? zip_->member(name, warranted) : io::read_file(path_ + "/" + name);
}

io::Buffer Members::read_config() const { return read("config.json", JsonLimits().bytes); }

io::Buffer Members::read_weights(const Model& model) const {
  return read("model.weights.h5", weight_bytes(model));
}

std::string Members::keras_version() const {
  if (!contains("metadata.json")) return {};
  return io::naming("metadata.json", [&] {
    const auto metadata = parse_json(io::text_of(read("metadata.json").bytes()));
    return std::string(metadata.string_at("keras_version"));
  });
}

namespace {

std::string metadata() {
  return to_json(Object{{"keras_version", keras_version}, {"date_saved", date_saved()}});
}

}  // namespace

void write_keras(const Model& model, const Object& saved, const std::string& path,
                 const std::vector<std::pair<std::string, io::Bytes>>& more) {
  io::Hdf5Writer weights;
  put_weights(model, weights);
  const auto config = to_json(saved), about = metadata();
  io::write_atomically(path, [&](io::Output& out) {
    io::ZipWriter zip(out);
    zip.add("metadata.json", io::bytes_of(about));
    zip.add("config.json", io::bytes_of(config));
    zip.add("model.weights.h5", weights.size(), [&](const io::Sink& sink) { weights.write(sink); });
    for (const auto& group : weight_groups(model))
      for (const auto& asset : group.assets)
        zip.add(asset_path(group, asset), io::bytes_of(asset.content()));
    for (const auto& [name, bytes] : more) zip.add(name, bytes);
    zip.finish();
  });
}

void write_folder(const Model& model, const Object& saved, const std::string& path) {
  io::Hdf5Writer weights;
  put_weights(model, weights);
  const auto write = [&](const std::string& name, const std::string& content) {
    const std::filesystem::path target = std::filesystem::path(path) / name;
    std::filesystem::create_directories(target.parent_path());
    io::write_atomically(target.string(), io::bytes_of(content));
  };
  write("metadata.json", metadata());
  write("config.json", to_json(saved));
  for (const auto& group : weight_groups(model))
    for (const auto& asset : group.assets) write(asset_path(group, asset), asset.content());
  io::write_atomically(path + "/model.weights.h5",
                       [&](io::Output& out) { weights.write(out.sink()); });
}

}  // namespace keras::saving
