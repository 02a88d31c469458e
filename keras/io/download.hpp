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

/// Makes `path` the file at `url`, whose SHA-256 digest must be the hexadecimal `sha256`. Nothing
/// happens when the file is there already; after an error, `path` is as it was.
void download(const std::string& url, const std::string& path, const std::string& sha256,
              const DownloadOptions& options = {});

}  // namespace keras::io
