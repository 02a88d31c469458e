#include "keras/io/cache_folder.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

/// Sets an environment variable as long as this lives.
class Setting {
 public:
  Setting(const char* name, const std::string& value) : name_(name) {
    if (const auto* old = getenv(name)) old_ = old;
    value.empty() ? unsetenv(name) : setenv(name, value.c_str(), 1);
  }
  Setting(const Setting&) = delete;
  ~Setting() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }

 private:
  const char* name_;
  std::optional<std::string> old_;
};

struct Scratch {
  fs::path path = fs::temp_directory_path() / ("keras_cache_" + std::to_string(getpid()));
  Scratch() { fs::create_directories(path); }
  Scratch(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path); }
};

}  // namespace

TEST_CASE("cache_folder is KERAS_HOME, else below the home folder, else temporary") {
  const Scratch scratch;
  const Setting home("HOME", scratch.path / "home"), temporary("TMPDIR", scratch.path);
  {
    const Setting keras_home("KERAS_HOME", scratch.path / "chosen");
    CHECK(cache_folder("datasets") == scratch.path / "chosen/datasets");
    CHECK(fs::is_directory(scratch.path / "chosen/datasets"));
  }
  {
    const Setting keras_home("KERAS_HOME", "~/mine");
    CHECK(cache_folder("models") == scratch.path / "home/mine/models");
  }
  const Setting keras_home("KERAS_HOME", "");
  CHECK(cache_folder("datasets") == scratch.path / "home/.keras/datasets");
  const Setting no_home("HOME", "");
  CHECK(cache_folder("datasets") == scratch.path / ".keras/datasets");
}

TEST_CASE("cache_folder falls back when the folder cannot be made, and says when nothing can") {
  const Scratch scratch;
  std::ofstream(scratch.path / "file") << "not a folder";
  const Setting keras_home("KERAS_HOME", scratch.path / "file");
  {
    const Setting temporary("TMPDIR", scratch.path);
    CHECK(cache_folder("datasets") == scratch.path / ".keras/datasets");
  }
  const Setting temporary("TMPDIR", scratch.path / "file");
  CHECK_THROWS_AS(cache_folder("datasets"), ValueError);
}

}  // namespace keras::io
