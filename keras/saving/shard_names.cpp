#include "keras/saving/shard_names.hpp"

#include <cstdio>

#include "keras/core/error.hpp"

namespace keras::saving {
namespace {

constexpr std::string_view list_suffix = ".weights.json", shard_suffix = ".weights.h5";

}  // namespace

std::string stem_of(const std::string& path) {
  const auto name = path.substr(path.rfind('/') + 1);
  if (!name.ends_with(list_suffix))
    fail("the list of sharded weights must be named NAME.weights.json; received ",
         keras::quoted(name));
  return name.substr(0, name.size() - list_suffix.size());
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

std::string shard_name(const std::string& stem, std::size_t number) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "_%05zu", number);
  return text(stem, digits, shard_suffix);
}

bool is_shard_name(std::string_view name, const std::string& stem) {
  if (!name.starts_with(stem + "_") || !name.ends_with(shard_suffix)) return false;
  name.remove_prefix(stem.size() + 1);
  name.remove_suffix(shard_suffix.size());
  return name.size() >= 5 && name.find_first_not_of("0123456789") == name.npos;
}

}  // namespace keras::saving
