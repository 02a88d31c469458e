// Internal: a folder for one test.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <string>

namespace keras::data {

/// An empty folder, removed at the end.
struct Scratch {
  std::filesystem::path path;

  explicit Scratch(const std::string& name)
      : path(std::filesystem::temp_directory_path() /
             ("keras_" + name + "_" + std::to_string(getpid()))) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  Scratch(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove_all(path); }

  /// The path of `name` in the folder; its own folders are made.
  std::string operator/(const std::string& name) const {
    const auto whole = path / name;
    std::filesystem::create_directories(whole.parent_path());
    return whole.string();
  }
};

}  // namespace keras::data
