#include "keras/io/tar.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "keras/core/error.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/io/gzip.hpp"
#include "keras/io/zip.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block = 512;

bool is_tar(Bytes file) { return file.size() >= block && text_of(file.subspan(257, 5)) == "ustar"; }

/// One entry of a tar file (POSIX ustar, with GNU's and pax's long names).
struct Entry {
  std::string name = {};
  char type = '0';
  Bytes contents = {};
};

std::string_view field(Bytes header, std::size_t offset, std::size_t size) {
  const auto text = text_of(header.subspan(offset, size));
  return text.substr(0, std::min(text.find('\0'), text.size()));
}

std::uint64_t octal(std::string_view digits) {
  std::uint64_t number = 0;
  for (const char c : digits) {
    if (c == ' ') continue;
    if (c < '0' || c > '7' || number >> 60 != 0)
      fail("the tar file is damaged: a size is no number");
    number = number * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

class TarReader {
 public:
  explicit TarReader(Bytes file) : rest_(file) {}

  /// The next entry; nothing after the last.
  bool next(Entry& entry) {
    if (rest_.size() < block || rest_[0] == std::byte{0}) return false;
    const auto header = rest_.first(block);
    const auto size = octal(field(header, 124, 12));
    const auto padded = (size + block - 1) / block * block;
    if (!inside(block, size, rest_.size())) fail("the tar file is damaged: it ends too early");
    const auto prefix = is_tar(header) ? field(header, 345, 155) : std::string_view();
    entry.name = text(prefix, prefix.empty() ? "" : "/", field(header, 0, 100));
    entry.type = static_cast<char>(header[156]);
    entry.contents = rest_.subspan(block, size);
    rest_ = rest_.subspan(std::min<std::size_t>(block + padded, rest_.size()));
    return true;
  }

 private:
  Bytes rest_;
};

/// The `path` of a pax header: lines of "length key=value".
std::string pax_path(Bytes contents) {
  const auto lines = text_of(contents);
  const auto at = lines.find(" path=");
  if (at == lines.npos) return {};
  const auto begin = at + 6;
  return std::string(lines.substr(begin, lines.find('\n', begin) - begin));
}

fs::path place_of(const std::string& name, const std::string& folder) {
  const auto path = fs::path(name).lexically_normal();
  const bool leads_out = path.is_absolute() || (!path.empty() && *path.begin() == "..");
  if (leads_out || name.find('\0') != name.npos)
    fail("an archive must not write outside of its folder; received the name ",
         keras::quoted(name));
  return fs::path(folder) / path;
}

void write_file(const std::string& name, Bytes contents, const std::string& folder) {
  const auto path = place_of(name, folder);
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  write_atomically(path.string(), contents);
}

void extract_tar(Bytes file, const std::string& folder) {
  TarReader reader(file);
  std::string long_name;
  for (Entry entry; reader.next(entry);) {
    if (entry.type == 'L') {
      long_name = field(entry.contents, 0, entry.contents.size());
      continue;
    }
    if (entry.type == 'x') long_name = pax_path(entry.contents);
    if (entry.type == 'x' || entry.type == 'g') continue;
    const auto name = std::exchange(long_name, {});
    if (!name.empty()) entry.name = name;
    if (entry.type == '5') continue;  // folders are made for their files
    if (entry.type != '0' && entry.type != '\0')
      fail("an archive must hold files and folders only; received type ",
           keras::quoted(std::string(1, entry.type)), " for ", keras::quoted(entry.name));
    write_file(entry.name, entry.contents, folder);
  }
}

void extract_zip(const Buffer& file, const std::string& folder) {
  const ZipReader zip(file);
  for (const auto& name : zip.names())
    if (!name.ends_with('/')) write_file(name, zip.member(name).bytes(), folder);
}

}  // namespace

bool is_archive(Bytes file) { return is_tar(file) || is_gzip(file) || ZipReader::recognizes(file); }

void extract_archive(const std::string& path, const std::string& folder) {
  naming(path, [&] {
    const auto file = read_file(path);
    if (ZipReader::recognizes(file.bytes())) return extract_zip(file, folder);
    if (is_tar(file.bytes())) return extract_tar(file.bytes(), folder);
    if (!is_gzip(file.bytes())) fail("an archive must be a tar, gzipped tar or zip file");
    const auto unfolded = gunzip(file.bytes());
    if (!is_tar(unfolded.bytes())) fail("an archive must be a tar, gzipped tar or zip file");
    extract_tar(unfolded.bytes(), folder);
  });
}

}  // namespace keras::io
