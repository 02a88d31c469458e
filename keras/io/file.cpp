#include "keras/io/file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace keras::io {
namespace {

constexpr std::size_t largest_read = std::size_t{16} << 20;  // larger files are mapped
constexpr std::size_t longest_path = 150;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

[[noreturn]] void fail_errno(const char* what, const std::string& path) {
  fail(printable(path), ": ", what, ": ", std::strerror(errno));
}

const char* kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

Buffer read_small(const Descriptor& file, std::size_t size, const std::string& path) {
  Storage storage(size);
  for (auto rest = storage.bytes(); !rest.empty();) {
    const auto count = ::read(file.get(), rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_errno("cannot be read", path);
    if (count == 0) fail(printable(path), ": became shorter while it was read");
    rest = rest.subspan(static_cast<std::size_t>(count));
  }
  return std::move(storage).share();
}

/// Ends a mapping; `forget` tells mapped files by it.
struct Unmap {
  std::size_t size;
  void operator()(void* memory) const { ::munmap(memory, size); }
};

Buffer map_large(const Descriptor& file, std::size_t size, const std::string& path) {
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (memory == MAP_FAILED) fail_errno("cannot be mapped", path);
  ::madvise(memory, size, MADV_SEQUENTIAL);
  std::shared_ptr<const void> owner(memory, Unmap{size});
  return {{static_cast<const std::byte*>(memory), size}, std::move(owner)};
}

}  // namespace

Buffer read_file(const std::string& path, FileLimits limits) {
  if (path.empty()) fail("the file name is empty; received ''");
  if (path.find('\0') != std::string::npos) fail(printable(path), ": the name holds a NUL byte");
  // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) fail_errno("cannot be opened", path);
  struct stat status = {};
  if (::fstat(file.get(), &status) != 0) fail_errno("cannot be examined", path);
  if (!S_ISREG(status.st_mode))
    fail(printable(path), ": must be a file; it is ", kind_of_file(status.st_mode));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size == 0) fail(printable(path), ": the file is empty");
  if (size > limits.bytes)
    fail(printable(path), ": the file may have at most ", limits.bytes, " bytes; it has ", size);
  return size <= largest_read ? read_small(file, size, path) : map_large(file, size, path);
}

void forget(const Buffer& part) {
  if (!std::get_deleter<Unmap>(part.owner())) return;
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto start = reinterpret_cast<std::uintptr_t>(part.bytes().data());
  const auto first = start / page * page, size = start + part.size() - first;
  // Pages that other parts share are read again when they are needed.
  ::madvise(reinterpret_cast<void*>(first), size, MADV_DONTNEED);
}

void in_pieces(const Buffer& buffer, const std::function<void(Bytes part)>& visit) {
  constexpr std::size_t piece = std::size_t{4} << 20;
  for (auto rest = buffer.bytes(); !rest.empty();) {
    const auto part = rest.first(std::min(piece, rest.size()));
    visit(part);
    if (buffer.size() > piece) forget(buffer.share(part));
    rest = rest.subspan(part.size());
  }
}

std::string printable(std::string_view path) {
  if (path.size() <= longest_path) return legible(path);
  path.remove_prefix(path.size() - longest_path);
  while (!path.empty() && (static_cast<unsigned char>(path[0]) & 0xC0) == 0x80)
    path.remove_prefix(1);  // the rest of a character that was cut in two
  return "..." + legible(path);
}

}  // namespace keras::io
