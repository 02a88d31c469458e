#include "keras/saving/members.hpp"

#include <filesystem>

#include "keras/core/json.hpp"
#include "keras/io/file.hpp"

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

}  // namespace keras::saving
