#pragma once
#include <optional>
#include <string>

namespace keras::utils {

/// Arguments of `get_file`, in the order of keras.utils.get_file.
struct GetFileOptions {
  bool untar = false;                         ///< As `extract`; the old name.
  std::optional<std::string> md5_hash = {};   ///< As `file_hash` with "md5"; the old name.
  std::optional<std::string> file_hash = {};  ///< In hexadecimal digits.
  std::string cache_subdir = "datasets";      ///< Of `cache_dir`, or an absolute path.
  std::string hash_algorithm = "auto";        ///< "sha256", "md5", or by the length of the hash.
  bool extract = false;                       ///< Whether the file is an archive to unpack.
  std::optional<std::string> archive_format = "auto";  ///< "auto", "tar", "zip"; None: no archive.
  std::optional<std::string> cache_dir = {};           ///< By default KERAS_HOME, or ~/.keras.
  bool force_download = false;
};

/// The path of the file at the address `origin` in the cache, into which the file is downloaded
/// unless it is there (with that hash); of the folder that it was unpacked into with `extract`.
/// `fname` is its name there, by default that of the address.
///
///     const auto path = utils::get_file("flowers.tgz", "https://example.org/flowers.tgz",
///                                       {.extract = true});
///
/// Downloads run the program `curl`; an error says what is missing. Archives: tar, gzipped tar,
/// zip.
/// https://keras.io/api/utils/python_utils#getfile-function
std::string get_file(const std::optional<std::string>& fname, const std::string& origin,
                     GetFileOptions options = {});

}  // namespace keras::utils
