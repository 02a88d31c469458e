#include "keras/data/dataset_file.hpp"

#include <filesystem>

#include "keras/core/error.hpp"
#include "keras/data/get_file.hpp"
#include "keras/data/random_state.hpp"
#include "keras/data/rows.hpp"
#include "keras/io/cache_folder.hpp"
#include "keras/io/file.hpp"

namespace keras::data {
namespace {

namespace fs = std::filesystem;

/// `get()`; its error also tells where the file or folder can be put by hand.
template <class Get>
std::string or_by_hand(const Source& source, const std::string& place, Get get) {
  try {
    return get();
  } catch (const ValueError& error) {
    fail(source.where, ": put the data of ", source.url, " into ", io::printable(place),
         " or name its path: ", error.what());
  }
}

}  // namespace

std::string dataset_file(const std::string& path, const Source& source) {
  if (fs::exists(path)) return path;
  if (path.find('/') != path.npos) fail(source.where, ": there is no file ", io::printable(path));
  const auto cached = (fs::path(io::cache_folder("datasets")) / path).string();
  if (fs::exists(cached)) return cached;
  return or_by_hand(source, cached, [&] {
    return utils::get_file(path, source.url, {.file_hash = source.digest});
  });
}

std::string dataset_folder(const std::string& name, const Source& source) {
  const auto cached = (fs::path(io::cache_folder("datasets")) / name).string();
  if (fs::is_directory(cached)) return cached;
  return or_by_hand(source, cached, [&] {
    return utils::get_file(name, source.url, {.file_hash = source.digest, .extract = true});
  });
}

datasets::Split shuffled_split(const Tensor& x, const Tensor& y, double test_split,
                               std::int64_t seed, const char* where) {
  if (!(test_split >= 0 && test_split < 1))
    fail(where, ": test_split must be in [0, 1); received test_split=", test_split);
  const auto order = shuffled_numbers(x.shape(0), static_cast<std::uint32_t>(seed));
  const std::span<const std::int64_t> all = order;
  const auto training =
      static_cast<std::size_t>(static_cast<double>(order.size()) * (1 - test_split));
  const auto part = [&](std::span<const std::int64_t> rows) {
    return datasets::Part{gathered(x, rows), gathered(y, rows)};
  };
  return {part(all.first(training)), part(all.subspan(training))};
}

}  // namespace keras::data
