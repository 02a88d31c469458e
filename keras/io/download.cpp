#include "keras/io/download.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"
#include "keras/io/md5.hpp"
#include "keras/io/sha256.hpp"

namespace keras::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t md5_digits = 32;

/// What a download leaves until it is complete: a folder beside its target, removed at the end.
class Workplace {
 public:
  explicit Workplace(const std::string& path) : folder_(path + ".XXXXXX") {
    if (!::mkdtemp(folder_.data()))
      fail("download: path must be in a folder that can be written to; received path=", path, " (",
           std::strerror(errno), ")");
  }
  Workplace(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string file() const { return folder_ + "/content"; }
  std::string messages() const { return folder_ + "/messages"; }

 private:
  std::string folder_;
};

std::vector<std::string> command(const std::string& url, const std::string& file,
                                 const DownloadOptions& options) {
  return {options.program,
          "--fail",
          "--location",
          "--globoff",
          "--silent",
          "--show-error",
          "--proto",
          options.protocols,
          "--proto-redir",
          options.protocols,
          "--connect-timeout",
          text(options.connect_seconds),
          "--max-time",
          text(options.seconds),
          "--speed-limit",
          "1",
          "--speed-time",
          text(options.stalled_seconds),
          "--output",
          file,
          "--",
          url};
}

/// The exit status of `words` run as a program without input, whose complaints go to the file
/// `messages`; an error when there is no such program.
int run(std::vector<std::string> words, const std::string& messages) {
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, messages.c_str(), O_WRONLY | O_CREAT, 0600);
  pid_t child = 0;
  const auto failure =
      ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0)
    fail("download: the program ", keras::quoted(words[0]), " must be installed (",
         std::strerror(failure), ")");
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) check(errno == EINTR, "the child must be ours");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// The digest of the file at `path`, of the kind of `digest`.
std::string digest_like(const std::string& digest, const std::string& path) {
  return digest.size() == md5_digits ? md5(read_file(path).bytes()) : sha256_file(path);
}

}  // namespace

bool has_digest(const std::string& path, const std::string& digest) {
  return digest.empty() || digest_like(digest, path) == digest;
}

void download(const std::string& url, const std::string& path, const std::string& digest,
              const DownloadOptions& options) {
  std::error_code failed;
  if (!digest.empty() && fs::is_regular_file(path, failed) && has_digest(path, digest)) return;
  const auto where = text("; received url=", url, " path=", path);
  const Workplace workplace(path);
  if (run(command(url, workplace.file(), options), workplace.messages()) != 0)
    fail("download: the file must be within reach", where, " (", first_line(workplace.messages()),
         ")");
  if (!has_digest(workplace.file(), digest))
    fail("download: the file must have the ", digest.size() == md5_digits ? "MD5" : "SHA-256",
         " digest ", digest, where, " digest=", digest_like(digest, workplace.file()));
  fs::rename(workplace.file(), path, failed);
  if (failed) fail("download: path must be a place for a file", where, " (", failed.message(), ")");
}

}  // namespace keras::io
