#include "keras/io/download.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "keras/core/error.hpp"
#include "keras/io/sha256.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

const DownloadOptions from_files{.protocols = "=file"};

/// A folder with a file "source" in it.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("keras_download_" + std::to_string(getpid()));
  std::string source = path / "source", target = path / "target";
  std::string url = "file://" + source;
  Scratch() {
    fs::create_directories(path);
    std::ofstream(source) << "content";
  }
  Scratch(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path); }

  std::string received() const {
    std::ifstream file(target);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  auto files() const { return std::distance(fs::directory_iterator(path), {}); }
};

/// What `download` complains about.
std::string complaint(const std::string& url, const std::string& path, const std::string& digest,
                      const DownloadOptions& options) {
  try {
    download(url, path, digest, options);
  } catch (const ValueError& error) {
    return error.what();
  }
  return "nothing";
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("download fetches a file once") {
  const Scratch scratch;
  download(scratch.url, scratch.target, sha256("content"), from_files);
  CHECK(scratch.received() == "content");
  CHECK(scratch.files() == 2);
  fs::remove(scratch.source);
  download(scratch.url, scratch.target, sha256("content"), from_files);
  CHECK(scratch.received() == "content");
}

TEST_CASE("download leaves the old file when the new one has another digest") {
  const Scratch scratch;
  std::ofstream(scratch.target) << "old";
  const auto said = complaint(scratch.url, scratch.target, sha256("other"), from_files);
  CHECK(said == text("download: the file must have the SHA-256 digest ", sha256("other"),
                     "; received url=", scratch.url, " path=", scratch.target,
                     " digest=", sha256("content")));
  CHECK(scratch.received() == "old");
  CHECK(scratch.files() == 2);
}

TEST_CASE("download says what is out of reach") {
  const Scratch scratch;
  const auto digest = sha256("content");
  const auto missing = complaint(scratch.url + "2", scratch.target, digest, from_files);
  CHECK(has(missing, "download: the file must be within reach; received url=" + scratch.url + "2"));
  CHECK(has(missing, "path=" + scratch.target + " (curl: (37)"));
  const auto closed = complaint("https://localhost:1/x", scratch.target, digest, {});
  CHECK(has(closed, "within reach; received url=https://localhost:1/x"));
  CHECK(has(complaint(scratch.url, scratch.target, digest, {}), "(curl: (1)"));  // only https
  CHECK(has(complaint("--version", scratch.target, digest, {}), "url=--version"));
  CHECK(scratch.files() == 1);
}

TEST_CASE("download needs its program and a folder") {
  const Scratch scratch;
  CHECK(complaint(scratch.url, scratch.target, "", {.program = "no-such-curl"}) ==
        "download: the program 'no-such-curl' must be installed (No such file or directory)");
  CHECK(has(complaint(scratch.url, scratch.path / "no/target", "", from_files),
            "download: path must be in a folder that can be written to; received path="));
  fs::create_directories(scratch.path / "folder/inside");
  CHECK(has(complaint(scratch.url, scratch.path / "folder", sha256("content"), from_files),
            "download: path must be a place for a file; received url="));
}

}  // namespace keras::io
