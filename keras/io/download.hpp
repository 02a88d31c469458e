// Files from the network, through the `curl` program.
//
// A program and not libcurl: that library and the twenty it needs would cost every process of every
// user milliseconds at its start, for something that happens once.
#pragma once
#include <string>

namespace keras::io {

struct DownloadOptions {
  std::string protocols = "=https";  ///< As curl's --proto; redirections may use no other either.
  int connect_seconds = 30;
  int stalled_seconds = 60;  ///< How long nothing may arrive.
  int seconds = 3600;        ///< How long the whole may take.
  std::string program = "curl";
};

/// Makes `path` the file at `url`, which must have `digest`. Nothing happens when that file is
/// there already; after an error, `path` is as it was.
void download(const std::string& url, const std::string& path, const std::string& digest,
              const DownloadOptions& options = {});

/// Whether the file at `path` has `digest`: the 64 hexadecimal digits of SHA-256, the 32 of MD5, or
/// nothing, which every file has.
bool has_digest(const std::string& path, const std::string& digest);

}  // namespace keras::io
