#include "keras/io/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"

namespace keras::io {
namespace {

constexpr std::size_t buffer_size = std::size_t{256} << 10;
constexpr std::size_t longest_write = std::size_t{1} << 30;  // Linux takes a little less than 2 GiB

[[noreturn]] void fail_errno(const std::string& path, const char* what) {
  fail(printable(path), ": ", what, ": ", std::strerror(errno));
}

/// The new file under its temporary name; gone with this object unless it was moved into place.
class TemporaryFile final : public Output {
 public:
  /// `path` is what messages name, `target` where the file shall stand in the end.
  TemporaryFile(std::string path, std::string target, mode_t mode)
      : path_(std::move(path)), target_(std::move(target)) {
    buffer_.reserve(buffer_size);
    create(mode);  // last: nobody would remove the file if the constructor failed afterwards
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() override {
    if (fd_ >= 0) ::close(fd_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }

  void write(Bytes bytes) override {
    position_ += bytes.size();
    if (bytes.size() > buffer_size - buffer_.size()) flush();
    if (bytes.size() > buffer_size) return write_all(bytes);
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  }

  void patch(std::uint64_t position, Bytes bytes) override {
    flush();
    while (!bytes.empty()) {
      const auto count = ::pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(position));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) fail_errno(path_, "cannot be written");
      bytes = bytes.subspan(static_cast<std::size_t>(count));
      position += static_cast<std::uint64_t>(count);
    }
  }

  std::uint64_t position() const override { return position_; }

  void keep_mode(mode_t mode) {
    if (::fchmod(fd_, mode & 07777) != 0) fail_errno(path_, "cannot be given its mode");
  }

  void move_into_place() {
    flush();
    if (::fsync(fd_) != 0) fail_errno(path_, "cannot be written to the disk");
    const int closed = ::close(std::exchange(fd_, -1));
    if (closed != 0 && errno != EINTR) fail_errno(path_, "cannot be written");
    if (::rename(name_.c_str(), target_.c_str()) != 0) fail_errno(path_, "cannot be replaced");
    name_.clear();
  }

 private:
  void create(mode_t mode) {
    static std::atomic<unsigned> counter = 0;
    const auto slash = target_.rfind('/') + 1;  // 0 when there is none
    // The name stays below NAME_MAX, and still tells whose it is.
    const auto stem = target_.substr(0, slash) + "." + target_.substr(slash, 200) + ".tmp-";
    do {
      name_ = text(stem, ::getpid(), "-", counter++);
      fd_ = ::open(name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    } while (fd_ < 0 && errno == EEXIST);
    if (fd_ < 0) {
      name_.clear();
      fail_errno(path_, "cannot be written");
    }
  }

  void flush() {
    write_all(buffer_);
    buffer_.clear();
  }

  void write_all(Bytes bytes) {
    while (!bytes.empty()) {
      const auto count = ::write(fd_, bytes.data(), std::min(bytes.size(), longest_write));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) fail_errno(path_, "cannot be written");
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
  }

  std::string path_, target_, name_;
  int fd_ = -1;
  std::uint64_t position_ = 0;
  std::vector<std::byte> buffer_;
};

/// `path` with the symbolic link it may be followed to the end.
std::string resolve(const std::string& path) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode)) return path;
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  if (!real) fail_errno(path, "is a symbolic link that cannot be followed");
  return real.get();
}

/// The mode of the file that will be replaced; 0 when there is none.
mode_t mode_of_old(const std::string& path, const std::string& target) {
  struct stat status = {};
  if (::stat(target.c_str(), &status) != 0) {
    if (errno == ENOENT) return 0;
    fail_errno(path, "cannot be written");
  }
  if (S_ISDIR(status.st_mode)) fail(printable(path), ": must be a file name; it is a folder");
  if (!S_ISREG(status.st_mode))
    fail(printable(path), ": must be a file or a new name; it is a device or a pipe");
  if (::access(target.c_str(), W_OK) != 0) fail_errno(path, "cannot be written");
  return status.st_mode & 07777;
}

/// Makes the new name itself durable. What cannot be opened or synced as a folder (some file
/// systems, folders that may be written but not listed) has done all it can.
void sync_folder(const std::string& path, const std::string& target) {
  const auto slash = target.rfind('/');
  const auto folder = slash == std::string::npos ? "." : target.substr(0, slash + 1);
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  const bool lost = ::fsync(fd) != 0 && errno == EIO;
  ::close(fd);
  if (lost)
    fail(printable(path), ": the folder cannot be written to the disk: ", std::strerror(EIO));
}

}  // namespace

void write_atomically(const std::string& path, const std::function<void(Output&)>& produce) {
  if (path.empty()) fail("the file name is empty; received ''");
  if (path.find('\0') != std::string::npos) fail(printable(path), ": the name holds a NUL byte");
  if (path.back() == '/') fail(printable(path), ": must be a file name; it is a folder's");
  const auto target = resolve(path);
  const auto mode = mode_of_old(path, target);
  constexpr mode_t everyone = 0666;  // less the umask
  TemporaryFile file(path, target, mode == 0 ? everyone : 0600);
  produce(file);
  if (mode != 0) file.keep_mode(mode);
  file.move_into_place();
  sync_folder(path, target);
}

void write_atomically(const std::string& path, Bytes bytes) {
  write_atomically(path, [&](Output& out) { out.write(bytes); });
}

}  // namespace keras::io
