// Zip archives: the container of `.keras` and `.npz`.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "keras/io/bytes.hpp"
#include "keras/io/output.hpp"

namespace keras::io {

/// What an archive may unfold to, all inflated members together: at most `ratio` times its own
/// size, once past `free_bytes`.
struct ZipLimits {
  std::uint64_t ratio = 100;
  std::uint64_t free_bytes = std::uint64_t{16} << 20;
};

/// Reads an archive of stored and deflated members. Whatever two readers could read differently is
/// an error: duplicates, overlaps, headers that disagree, bytes outside; so are paths that lead
/// out, links, encryption, checksums that do not fit and archives that unfold beyond the limits.
class ZipReader {
 public:
  struct Member {
    std::string name;
    std::uint64_t packed_size = 0, size = 0, header = 0, data = 0;  // the latter two are offsets
    std::uint32_t crc = 0;
    std::uint16_t method = 0, flags = 0;
  };

  explicit ZipReader(Buffer archive, ZipLimits limits = {});

  /// The names in the order of the directory; those of folders end in '/'.
  std::vector<std::string> names() const;
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// The contents of `name`, checked: a view of the archive when stored, inflated when deflated.
  /// As many as `warranted` bytes do not count against the limits: a model that needs 60 MB of
  /// weights may inflate 60 MB.
  Buffer member(std::string_view name, std::uint64_t warranted = 0) const;
  /// The declared size of `name`.
  std::uint64_t size(std::string_view name) const { return at(name).size; }

  /// Whether `archive` begins like a zip file.
  static bool recognizes(Bytes archive);

 private:
  const Member* find(std::string_view name) const;
  const Member& at(std::string_view name) const;
  void count(const Member& member, std::uint64_t warranted) const;

  Buffer archive_;
  ZipLimits limits_;
  std::vector<Member> members_;
  std::unordered_map<std::string, std::size_t> index_;
  // What counts of the inflated members, and its sum.
  mutable std::unordered_map<std::string, std::uint64_t> unfolded_;
  mutable std::uint64_t total_ = 0;
};

/// Year 1980 to 2107, month, day, hour, minute, second.
struct ZipDate {
  int year = 1980, month = 1, day = 1, hour = 0, minute = 0, second = 0;
};

/// Writes an archive of stored members, as Python's zipfile does; the same bytes for the same
/// input.
class ZipWriter {
 public:
  explicit ZipWriter(Output& out, ZipDate date = {});

  void add(std::string_view name, Bytes contents);
  /// A member of exactly `size` bytes, which `produce` hands to its sink in any number of pieces.
  void add(std::string_view name, std::uint64_t size,
           const std::function<void(const Sink&)>& produce);
  /// Writes the directory; nothing can be added afterwards.
  void finish();

 private:
  struct Entry {
    std::string name;
    std::uint64_t size = 0, header = 0;
    std::uint32_t crc = 0;
  };
  std::vector<std::byte> local_header(const Entry& entry) const;
  std::vector<std::byte> central_header(const Entry& entry) const;
  std::vector<std::byte> end_records(std::uint64_t start) const;

  Output& out_;
  std::uint64_t origin_;
  std::uint16_t time_, day_;
  std::vector<Entry> entries_;
};

}  // namespace keras::io
