#include "keras/io/zip.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"

namespace keras::io {
namespace {

std::vector<std::byte> archive(const std::vector<std::pair<std::string, std::string>>& members) {
  MemoryOutput out;
  ZipWriter zip(out, {.year = 2026, .month = 11, .day = 24});
  for (const auto& [name, contents] : members) zip.add(name, bytes_of(contents));
  zip.finish();
  return std::move(out).bytes();
}

std::string refusal(std::vector<std::byte> bytes) {
  try {
    const ZipReader zip(Buffer::copy(bytes));
    for (const auto& name : zip.names()) zip.member(name);
  } catch (const ValueError& error) {
    return error.what();
  }
  return "accepted";
}

/// `bytes` with every `from` replaced by `to` of the same length.
std::vector<std::byte> replaced(std::vector<std::byte> bytes, std::string_view from,
                                std::string_view to) {
  REQUIRE(from.size() == to.size());
  std::string text(text_of(bytes));
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + 1))
    text.replace(at, from.size(), to);
  const auto changed = bytes_of(text);
  return {changed.begin(), changed.end()};
}

const std::string test_data = KERAS_TEST_DATA;

}  // namespace

TEST_CASE("zip archives are read as they were written") {
  const auto bytes = archive({{"a.json", "{}"}, {"assets/mod\xC3\xA8le", "x"}, {"empty", ""}});
  const ZipReader zip(Buffer::copy(bytes));
  CHECK(zip.names() == std::vector<std::string>{"a.json", "assets/mod\xC3\xA8le", "empty"});
  CHECK(text_of(zip.member("a.json").bytes()) == "{}");
  CHECK(text_of(zip.member("assets/mod\xC3\xA8le").bytes()) == "x");
  CHECK(zip.member("empty").empty());
  CHECK(zip.size("a.json") == 2);
  CHECK(ZipReader::recognizes(bytes));
  CHECK(bytes == archive({{"a.json", "{}"}, {"assets/mod\xC3\xA8le", "x"}, {"empty", ""}}));
  CHECK_THROWS_WITH_AS(zip.member("a.jsn"),
                       "the archive has no member 'a.jsn'; did you mean 'a.json'?", ValueError);
}

TEST_CASE("archives by Python's zipfile") {
  for (const char* name : {"/zipfile.zip", "/zipfile_streamed.zip"}) {
    const ZipReader zip(read_file(test_data + name));
    CHECK(text_of(zip.member("stored.txt").bytes()) == "hello");
    CHECK(zip.member("deflated.txt").size() == 2000);
    CHECK(text_of(zip.member("deflated.txt").bytes().first(4)) == "nana");
    CHECK(text_of(zip.member("wide.txt").bytes()) == "zip64");
  }
}

TEST_CASE("every truncation is refused") {
  const auto whole = archive({{"config.json", "{}"}});
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK(refusal({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}) !=
          "accepted");
}

TEST_CASE("archives that lie are refused") {
  const auto good = archive({{"config.json", "{}"}, {"secret.json", "[]"}});
  CHECK(refusal(good) == "accepted");
  CHECK(refusal(replaced(good, "{}", "{]")) ==
        "member 'config.json' is damaged: its CRC-32 does not fit its contents");
  CHECK(refusal(replaced(good, "secret.json", "config.json")) ==
        "member 'config.json' is there twice");
  CHECK(refusal(replaced(good, "secret.json", "../ret.json")) ==
        "member '../ret.json' must have a path without empty parts, '.' and '..'");
  CHECK(refusal(replaced(good, "secret.json", "/ecret.json")) ==
        "member '/ecret.json' must have a relative path with '/' between its parts");
  auto junk = good;
  junk.push_back(std::byte{0});
  CHECK(refusal(junk) == "the zip archive is cut short or followed by other bytes: no end record");
  auto differs = good;
  differs[30] = std::byte{'C'};  // the name in the first local header
  CHECK(refusal(differs) == "member 'config.json' is called 'Config.json' in its own header");
  auto encrypted = good;
  encrypted[encrypted.size() - 22 - 57 - 57 + 8] = std::byte{1};  // flags of the first entry
  CHECK(refusal(encrypted) ==
        "member 'config.json' is encrypted, which is not supported; received flags=1");
}

TEST_CASE("a zip64 field that is too short is named") {
  auto bytes = archive({{"config.json", "{}"}});
  const auto entry = bytes.size() - 22 - 57;
  const std::vector<std::byte> full(8, std::byte{0xFF});
  std::copy(full.begin(), full.end(), bytes.begin() + static_cast<std::ptrdiff_t>(entry + 20));
  CHECK(refusal(bytes) == "member 'config.json' has no zip64 field, which its sizes ask for");
  std::vector<std::byte> extra;
  put(extra, 1, 2);
  put(extra, 0, 2);
  bytes[entry + 30] = std::byte{4};               // the size of the extra field
  bytes[bytes.size() - 22 + 12] = std::byte{61};  // the size of the directory
  bytes.insert(bytes.end() - 22, extra.begin(), extra.end());
  CHECK(
      refusal(bytes) ==
      "the zip64 field of member 'config.json' is cut short; expected 8 bytes at its byte 0 of 0");
}

TEST_CASE("an archive may not unfold too far") {
  const auto file = read_file(test_data + "/zipfile.zip");
  const ZipReader zip(file, {.ratio = 1, .free_bytes = 100});
  CHECK(zip.member("stored.txt").size() == 5);
  CHECK_THROWS_AS(zip.member("deflated.txt"), ValueError);
  CHECK(zip.member("deflated.txt", 2000).size() == 2000);
}

TEST_CASE("a member must keep its announced size") {
  MemoryOutput out;
  ZipWriter zip(out);
  CHECK_THROWS_AS(zip.add("a", 3, [](const Sink& sink) { sink(bytes_of("1234")); }), InternalError);
  CHECK_THROWS_AS(ZipWriter(out, {.year = 1979}), ValueError);
}

}  // namespace keras::io
