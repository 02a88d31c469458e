// Internal: how the files of sharded weights are called.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace keras::saving {

/// "some" of "folder/some.weights.json".
std::string stem_of(const std::string& path);
/// "folder/" of "folder/some.weights.json".
std::string folder_of(const std::string& path);
/// "some_00012.weights.h5" of "some" and 12.
std::string shard_name(const std::string& stem, std::size_t number);
/// Whether `name` is "STEM_00012.weights.h5", of any number.
bool is_shard_name(std::string_view name, const std::string& stem);

}  // namespace keras::saving
