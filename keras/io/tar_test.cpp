#include "keras/io/tar.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "keras/core/error.hpp"
#include "keras/io/gzip.hpp"
#include "keras/io/md5.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  fs::path path = fs::temp_directory_path() / ("keras_tar_" + std::to_string(getpid()));
  Scratch() { fs::create_directories(path); }
  Scratch(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path); }

  std::string put(const std::string& name, const std::string& contents) const {
    std::ofstream(path / name, std::ios::binary) << contents;
    return (path / name).string();
  }
  std::string contents(const std::string& name) const {
    std::ifstream file(path / name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
};

/// An entry of a tar file.
std::string entry(const std::string& name, char type, const std::string& contents) {
  std::string header(512, '\0');
  header.replace(0, name.size(), name);
  char size[12];
  std::snprintf(size, sizeof size, "%011zo", contents.size());
  header.replace(124, 11, size);
  header[156] = type;
  header.replace(257, 5, "ustar");
  std::string padding((512 - contents.size() % 512) % 512, '\0');
  return header + contents + padding;
}

const std::string end(1024, '\0');

}  // namespace

TEST_CASE("extract_archive writes the files of a tar file") {
  const Scratch scratch;
  const auto long_name = "deep/" + std::string(120, 'n');
  const auto archive =
      scratch.put("a.tar", entry("folder/", '5', "") + entry("folder/a.txt", '0', "first") +
                               entry("././@LongLink", 'L', long_name + '\0') +
                               entry("deep/n", '0', "second") + end);
  extract_archive(archive, (scratch.path / "out").string());
  CHECK(scratch.contents("out/folder/a.txt") == "first");
  CHECK(scratch.contents("out/" + long_name) == "second");
}

TEST_CASE("extract_archive writes nothing outside of its folder, and files only") {
  const Scratch scratch;
  const auto refused = [&](const std::string& tar, const char* why) {
    const auto archive = scratch.put("a.tar", tar + end);
    CHECK_THROWS_WITH_AS(extract_archive(archive, (scratch.path / "out").string()),
                         (archive + ": " + why).c_str(), ValueError);
  };
  refused(entry("../a", '0', "x"),
          "an archive must not write outside of its folder; received the name '../a'");
  refused(entry("/tmp/a", '0', "x"),
          "an archive must not write outside of its folder; received the name '/tmp/a'");
  refused(entry("a", '2', ""),
          "an archive must hold files and folders only; received type '2' for "
          "'a'");
  auto cut = entry("a", '0', std::string(2000, 'x'));
  cut.resize(1000);
  const auto archive = scratch.put("b.tar", cut);
  CHECK_THROWS_WITH_AS(extract_archive(archive, scratch.path.string()),
                       (archive + ": the tar file is damaged: it ends too early").c_str(),
                       ValueError);
  const auto other = scratch.put("c.tar", "BZh91AY");
  CHECK_THROWS_WITH_AS(extract_archive(other, scratch.path.string()),
                       (other + ": an archive must be a tar, gzipped tar or zip file").c_str(),
                       ValueError);
}

TEST_CASE("gunzip reads what gzip wrote") {
  // echo -n hello | gzip -n
  const unsigned char gz[] = {0x1f, 0x8b, 8, 0, 0,    0,    0,    0,    0, 3, 0xcb, 0x48, 0xcd,
                              0xc9, 0xc9, 7, 0, 0x86, 0xa6, 0x10, 0x36, 5, 0, 0,    0};
  const auto bytes = std::as_bytes(std::span(gz));
  CHECK(text_of(gunzip(bytes).bytes()) == "hello");
  CHECK_THROWS_WITH_AS(gunzip(bytes.first(15)), "the gzip file is damaged", ValueError);
  CHECK_THROWS_WITH_AS(gunzip(bytes, {.ratio = 0, .free_bytes = 2}),
                       "the gzip file unfolds to more than 2 bytes, 0 times its size", ValueError);
}

TEST_CASE("md5 gives the digests of RFC 1321") {
  CHECK(md5(bytes_of("")) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(md5(bytes_of("abc")) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(md5(bytes_of(
            "12345678901234567890123456789012345678901234567890123456789012345678901234567890")) ==
        "57edf4a22be3c955ac49da2e2107b67a");
}

}  // namespace keras::io
