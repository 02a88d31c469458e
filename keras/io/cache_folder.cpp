#include "keras/io/cache_folder.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const auto* value = std::getenv(name);
  return value ? value : "";
}

/// Keras's folder by the user's settings; empty when there are none.
fs::path preferred_folder() {
  const auto home = variable("HOME");
  const auto chosen = variable("KERAS_HOME");
  if (chosen == "~" || chosen.starts_with("~/")) return fs::path(home + chosen.substr(1));
  if (!chosen.empty()) return fs::path(chosen);
  return home.empty() ? fs::path() : fs::path(home) / ".keras";
}

bool made_writable(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  return !failed && ::access(folder.c_str(), W_OK) == 0;
}

}  // namespace

std::string cache_folder(const std::string& part) {
  auto base = preferred_folder();
  std::error_code failed;
  if (!made_writable(base)) base = fs::temp_directory_path(failed) / ".keras";
  const auto folder = base / part;
  if (failed || !made_writable(folder))
    fail("cache_folder: the folder must be writable; received path=",
         keras::quoted(folder.string()), "; KERAS_HOME sets another one");
  return folder.string();
}

}  // namespace keras::io
