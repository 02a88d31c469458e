#include "keras/data/get_file.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "keras/core/error.hpp"
#include "keras/core/shape.hpp"
#include "keras/data/scratch_test.hpp"
#include "keras/io/md5.hpp"
#include "keras/io/sha256.hpp"
#include "keras/io/zip.hpp"

namespace keras::utils {
namespace {

/// A place with a file to fetch.
struct Place : data::Scratch {
  Place() : Scratch("get_file") { put("source.txt", "content"); }
  std::string put(const std::string& name, const std::string& contents) const {
    std::ofstream(*this / name, std::ios::binary) << contents;
    return url(name);
  }
  std::string url(const std::string& name) const { return "file://" + (path / name).string(); }
  std::string cache() const { return (path / "cache").string(); }
  static std::string contents(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }
};

}  // namespace

TEST_CASE("get_file fetches a file into the cache once") {
  const Place place;
  const auto file = get_file(None, place.url("source.txt"), {.cache_dir = place.cache()});
  CHECK(file == place.cache() + "/datasets/source.txt");
  CHECK(Place::contents(file) == "content");
  place.put("source.txt", "changed");
  CHECK(Place::contents(get_file("source.txt", place.url("source.txt"),
                                 {.cache_dir = place.cache()})) == "content");
  CHECK(Place::contents(get_file("source.txt", place.url("source.txt"),
                                 {.cache_dir = place.cache(), .force_download = true})) ==
        "changed");
}

TEST_CASE("get_file compares hashes and fetches anew what has another one") {
  const Place place;
  const auto md5 = io::md5(io::bytes_of("content")), sha = io::sha256("content");
  place.put("cache/datasets/a.txt", "old");
  for (const auto& hash : {md5, sha}) {
    const auto file =
        get_file("a.txt", place.url("source.txt"), {.file_hash = hash, .cache_dir = place.cache()});
    CHECK(Place::contents(file) == "content");
  }
  CHECK_THROWS_WITH_AS(get_file("b.txt", place.url("source.txt"),
                                {.md5_hash = std::string(32, '0'), .cache_dir = place.cache()}),
                       doctest::Contains("download: the file must have the MD5 digest 00000000"),
                       ValueError);
}

TEST_CASE("get_file unpacks archives") {
  const Place place;
  io::MemoryOutput out;
  io::ZipWriter zip(out);
  zip.add("inside/a.txt", io::bytes_of("first"));
  zip.finish();
  const auto url = place.put("data.zip", std::string(io::text_of(out.bytes())));
  const auto by_name = get_file("data.zip", url, {.extract = true, .cache_dir = place.cache()});
  CHECK(by_name == place.cache() + "/datasets/data_extracted");
  CHECK(Place::contents(by_name + "/inside/a.txt") == "first");
  const auto folder = get_file("things", url, {.extract = true, .cache_dir = place.cache()});
  CHECK(folder == place.cache() + "/datasets/things");
  CHECK(Place::contents(folder + "/inside/a.txt") == "first");
  CHECK_THROWS_WITH_AS(
      get_file("more", url, {.extract = true, .archive_format = "tar", .cache_dir = place.cache()}),
      doctest::Contains("the archive must be of the archive_format 'tar'"), ValueError);
  CHECK_THROWS_WITH_AS(
      get_file("less", url, {.extract = true, .archive_format = None, .cache_dir = place.cache()}),
      doctest::Contains("archive_format must be 'auto', 'tar' or 'zip'"), ValueError);
}

TEST_CASE("get_file says what is wrong with its arguments") {
  CHECK_THROWS_WITH_AS(get_file("a", ""),
                       "utils.get_file: origin must be the address of the file; received "
                       "origin=''",
                       ValueError);
  CHECK_THROWS_WITH_AS(get_file(None, "https://example.org/"),
                       "utils.get_file: fname must be given where origin does not end in a name; "
                       "received origin='https://example.org/'",
                       ValueError);
  CHECK_THROWS_WITH_AS(get_file("a/b", "https://example.org/b"),
                       "utils.get_file: fname must be a name without folders, which cache_dir is "
                       "for; received fname='a/b'",
                       ValueError);
  CHECK_THROWS_WITH_AS(get_file("a", "https://example.org/b", {.file_hash = "12"}),
                       "utils.get_file: file_hash must have the 64 digits of SHA-256 or the 32 of "
                       "MD5; received 2 digits",
                       ValueError);
  CHECK_THROWS_WITH_AS(get_file("a", "https://example.org/b", {.hash_algorithm = "sha1"}),
                       "utils.get_file: hash_algorithm must be 'auto', 'md5' or 'sha256'; received "
                       "hash_algorithm='sha1'",
                       ValueError);
}

}  // namespace keras::utils
