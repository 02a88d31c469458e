#include "keras/data/get_file.hpp"

#include <filesystem>

#include "keras/core/error.hpp"
#include "keras/io/cache_folder.hpp"
#include "keras/io/download.hpp"
#include "keras/io/file.hpp"
#include "keras/io/tar.hpp"
#include "keras/io/zip.hpp"

namespace keras::utils {
namespace {

namespace fs = std::filesystem;

/// The last part of the path of an address.
std::string name_in(const std::string& origin) {
  const auto path = origin.substr(0, origin.find_first_of("?#"));
  const auto scheme = path.find("://");
  const auto host = scheme == path.npos ? 0 : scheme + 3;
  const auto slash = path.rfind('/');
  if (slash == path.npos || slash < host) return {};
  return path.substr(slash + 1);
}

std::string checked_name(const std::optional<std::string>& fname, const std::string& origin) {
  const auto name = fname.value_or(name_in(origin));
  if (name.empty())
    fail("utils.get_file: fname must be given where origin does not end in a name; received ",
         "origin=", keras::quoted(origin));
  if (name.find('/') != name.npos)
    fail("utils.get_file: fname must be a name without folders, which cache_dir is for; received ",
         "fname=", keras::quoted(name));
  return name;
}

std::string checked_hash(const GetFileOptions& options) {
  const bool old_way = options.md5_hash && !options.file_hash;
  const auto hash = old_way ? *options.md5_hash : options.file_hash.value_or("");
  const auto algorithm = old_way ? "md5" : options.hash_algorithm;
  if (algorithm != "auto" && algorithm != "md5" && algorithm != "sha256")
    fail("utils.get_file: hash_algorithm must be 'auto', 'md5' or 'sha256'; received ",
         "hash_algorithm=", keras::quoted(algorithm));
  const bool fits = algorithm == "md5"      ? hash.size() == 32
                    : algorithm == "sha256" ? hash.size() == 64
                                            : hash.size() == 32 || hash.size() == 64;
  if (!hash.empty() && !fits)
    fail("utils.get_file: file_hash must have the 64 digits of SHA-256 or the 32 of MD5; received ",
         hash.size(), " digits");
  return hash;
}

/// The folder that the file is kept in.
fs::path cache_for(const GetFileOptions& options) {
  if (fs::path(options.cache_subdir).is_absolute() || options.cache_dir) {
    const auto folder = fs::path(options.cache_dir.value_or("")) / options.cache_subdir;
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed)
      fail("utils.get_file: cache_dir must be a folder that can be written to; received ",
           io::printable(folder.string()), " (", failed.message(), ")");
    return folder;
  }
  return io::cache_folder(options.cache_subdir);
}

void fetch(const std::string& origin, const fs::path& target, const std::string& hash, bool force) {
  std::error_code failed;
  if (!force && fs::exists(target, failed) && io::has_digest(target.string(), hash)) return;
  if (force) fs::remove(target, failed);
  io::download(origin, target.string(), hash, {.protocols = "=https,http,file"});
}

void unpack(const fs::path& archive, const fs::path& folder, const GetFileOptions& options) {
  const auto format = options.archive_format.value_or("");
  if (format != "auto" && format != "tar" && format != "zip")
    fail("utils.get_file: archive_format must be 'auto', 'tar' or 'zip' with extract; received ",
         "archive_format=", keras::quoted(format));
  const auto file = io::read_file(archive.string());
  const bool is_zip = io::ZipReader::recognizes(file.bytes());
  if (format != "auto" && is_zip != (format == "zip"))
    fail("utils.get_file: the archive must be of the archive_format ", keras::quoted(format),
         "; received ", io::printable(archive.string()));
  io::extract_archive(archive.string(), folder.string());
}

}  // namespace

std::string get_file(const std::optional<std::string>& fname, const std::string& origin,
                     GetFileOptions options) {
  if (origin.empty())
    fail("utils.get_file: origin must be the address of the file; received origin=''");
  const auto name = checked_name(fname, origin);
  const auto hash = checked_hash(options);
  const auto folder = cache_for(options);
  if (!options.extract && !options.untar) {
    fetch(origin, folder / name, hash, options.force_download);
    return (folder / name).string();
  }
  const auto dot = fname ? name.find('.') : name.npos;
  const bool has_ending = dot != name.npos;
  const auto archive = folder / (has_ending ? name : name + "_archive");
  const auto unpacked = folder / (has_ending ? name.substr(0, dot) + "_extracted" : name);
  fetch(origin, archive, hash, options.force_download);
  std::error_code failed;
  if (!fs::exists(unpacked, failed)) unpack(archive, unpacked, options);
  return unpacked.string();
}

}  // namespace keras::utils
