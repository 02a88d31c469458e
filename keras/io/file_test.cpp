#include "keras/io/file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "keras/io/atomic_file.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

/// An empty folder that goes with the test.
class Folder {
 public:
  Folder() : path_((fs::temp_directory_path() / "keras-io-XXXXXX").string()) {
    REQUIRE(::mkdtemp(path_.data()) != nullptr);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string operator/(const char* name) const { return path_ + "/" + name; }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  std::string path_;
};

std::string sentence(const std::function<void()>& function) {
  try {
    function();
  } catch (const ValueError& error) {
    return error.what();
  }
  return "no error";
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("read_file refuses what is no file") {
  const Folder folder;
  CHECK(contains(sentence([&] { read_file(folder / "none"); }), "none: cannot be opened: No such"));
  const auto none = folder / "none";
  const auto named = sentence([&] { naming(none, [&] { read_file(none); }); });
  CHECK(named.rfind("none: ") == named.find("none: "));
  CHECK(contains(sentence([&] { read_file(folder / ""); }), ": must be a file; it is a folder"));
  CHECK(contains(sentence([&] { read_file("/dev/zero"); }), "/dev/zero: must be a file"));
  CHECK(sentence([&] { read_file(""); }) == "the file name is empty; received ''");
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK(contains(sentence([&] { read_file(folder / "pipe"); }), "it is a pipe"));
  write_atomically(folder / "empty", Bytes());
  CHECK(contains(sentence([&] { read_file(folder / "empty"); }), "the file is empty"));
  write_atomically(folder / "long", bytes_of("12345"));
  CHECK(contains(sentence([&] { read_file(folder / "long", {.bytes = 4}); }), "it has 5"));
}

TEST_CASE("read_file reads small files and maps large ones") {
  const Folder folder;
  for (const std::size_t size : {std::size_t{1}, std::size_t{17} << 20}) {
    std::vector<std::byte> data(size, std::byte{42});
    write_atomically(folder / "data", data);
    const auto file = read_file(folder / "data");
    CHECK(std::equal(data.begin(), data.end(), file.bytes().begin(), file.bytes().end()));
  }
}

TEST_CASE("naming puts the path before a sentence") {
  CHECK(sentence([] { naming("a\nb", [] { fail("is wrong"); }); }) == "a\\x0ab: is wrong");
  CHECK(naming("x", [] { return 3; }) == 3);
  CHECK(printable(std::string(200, 'a') + ".keras").size() == 153);
}

TEST_CASE("write_atomically replaces a file whole and keeps its mode") {
  const Folder folder;
  const auto path = folder / "out.keras";
  write_atomically(path, bytes_of("old"));
  REQUIRE(::chmod(path.c_str(), 0640) == 0);
  write_atomically(path, [](Output& out) {
    out.write(bytes_of("new file"));
    out.patch(4, bytes_of("F"));
    CHECK(out.position() == 8);
  });
  CHECK(text_of(read_file(path).bytes()) == "new File");
  CHECK(fs::status(path).permissions() == fs::perms(0640));
  CHECK(folder.files() == 1);
}

TEST_CASE("write_atomically leaves the old file and nothing else after an error") {
  const Folder folder;
  const auto path = folder / "out.keras";
  write_atomically(path, bytes_of("old"));
  const auto broken = [](Output& out) {
    out.write(std::vector<std::byte>(1 << 20));
    fail("broken");
  };
  CHECK(sentence([&] { write_atomically(path, broken); }) == "broken");
  CHECK(text_of(read_file(path).bytes()) == "old");
  CHECK(folder.files() == 1);
}

TEST_CASE("write_atomically refuses targets that are no files") {
  const Folder folder;
  const auto write = [](const std::string& path) {
    return sentence([&] { write_atomically(path, bytes_of("x")); });
  };
  CHECK(contains(write(folder / ""), "it is a folder's"));
  CHECK(contains(write(folder / "none/x"), "none/x: cannot be written: No such file"));
  CHECK(contains(write("/dev/full"), "/dev/full: must be a file"));
  fs::create_directory(folder / "folder");
  CHECK(contains(write(folder / "folder"), "must be a file name; it is a folder"));
  fs::create_symlink("lost", folder / "lost");
  CHECK(contains(write(folder / "lost"), "symbolic link that cannot be followed"));
}

TEST_CASE("write_atomically writes through a symbolic link") {
  const Folder folder;
  write_atomically(folder / "real", bytes_of("old"));
  fs::create_symlink("real", folder / "link");
  write_atomically(folder / "link", bytes_of("new"));
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(text_of(read_file(folder / "real").bytes()) == "new");
}

}  // namespace keras::io
