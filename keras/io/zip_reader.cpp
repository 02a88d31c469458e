#include "keras/io/zip.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <limits>

#include "keras/core/error.hpp"
#include "keras/io/crc32.hpp"
#include "keras/io/file.hpp"

namespace keras::io {
namespace {

// The format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
constexpr std::uint32_t local_mark = 0x04034b50, central_mark = 0x02014b50, end_mark = 0x06054b50,
                        end64_mark = 0x06064b50, locator_mark = 0x07064b50,
                        descriptor_mark = 0x08074b50;
constexpr std::size_t end_size = 22, locator_size = 20, end64_size = 56, local_size = 30;
constexpr std::uint32_t full32 = 0xFFFFFFFF;
constexpr std::uint16_t full16 = 0xFFFF, stored = 0, deflated = 8;
constexpr std::uint16_t flag_encrypted = 0x0001, flag_descriptor = 0x0008, flag_patch = 0x0020,
                        flag_strong = 0x0040, flag_masked = 0x2000;
constexpr std::uint64_t deflate_ratio = 1032;  // no deflate stream unfolds further

/// Where the central directory lies and how many entries it has.
struct Directory {
  std::uint64_t start = 0, size = 0, count = 0;
};

/// The position of the only end record whose comment ends with the archive.
std::size_t find_end(Bytes archive) {
  if (archive.size() < end_size) fail("this is no zip archive: it has ", archive.size(), " bytes");
  const auto lowest = archive.size() - std::min(archive.size(), end_size + full16);
  std::size_t found = archive.size(), count = 0;
  for (auto at = archive.size() - end_size + 1; at-- > lowest;) {
    if (little_endian(archive.subspan(at, 4)) != end_mark) continue;
    const auto comment = little_endian(archive.subspan(at + 20, 2));
    if (at + end_size + comment == archive.size()) found = at, ++count;
  }
  if (count == 0) fail("the zip archive is cut short or followed by other bytes: no end record");
  if (count > 1) fail("the zip archive has ", count, " end records; expected one");
  return found;
}

/// The directory by the zip64 records before the end record at `end`.
Directory read_end64(Bytes archive, std::size_t end) {
  if (end < locator_size + end64_size) fail("the zip64 end record is missing");
  Cursor locator(archive.subspan(end - locator_size, locator_size), "the zip64 locator");
  if (locator.u32() != locator_mark) fail("the zip64 locator is missing");
  const auto disk = locator.u32();
  const auto at = locator.u64();
  if (disk != 0 || locator.u32() != 1) fail("archives on several disks are not supported");
  if (at != end - locator_size - end64_size)
    fail("the zip64 end record must stand before its locator; received offset=", at);
  Cursor record(archive.subspan(at, end64_size), "the zip64 end record");
  if (record.u32() != end64_mark || record.u64() != end64_size - 12)
    fail("the zip64 end record is damaged");
  record.skip(4);
  if (record.u32() != 0 || record.u32() != 0) fail("archives on several disks are not supported");
  const auto here = record.u64();
  Directory directory;
  directory.count = record.u64();
  directory.size = record.u64();
  directory.start = record.u64();
  if (here != directory.count || !inside(directory.start, directory.size, at) ||
      directory.start + directory.size != at)
    fail("the zip64 end record does not fit the archive; received offset=", directory.start,
         " size=", directory.size);
  return directory;
}

Directory read_end(Bytes archive) {
  const auto end = find_end(archive);
  Cursor record(archive, "the zip end record", end + 4);
  const auto disk = record.u16(), first_disk = record.u16(), here = record.u16();
  Directory directory;
  directory.count = record.u16();
  directory.size = record.u32();
  directory.start = record.u32();
  const bool is64 =
      directory.count == full16 || directory.size == full32 || directory.start == full32;
  if (is64) return read_end64(archive, end);
  if (disk != 0 || first_disk != 0 || here != directory.count)
    fail("archives on several disks are not supported; received disk=", disk);
  if (!inside(directory.start, directory.size, end) || directory.start + directory.size != end)
    fail("the zip directory does not fit the archive; received offset=", directory.start,
         " size=", directory.size, " where it must end at ", end);
  return directory;
}

/// Replaces the fields that are `full32` by the 64-bit ones of the zip64 extra field.
void widen(Bytes extra, std::initializer_list<std::uint64_t*> fields, const std::string& name) {
  const bool needed =
      std::any_of(fields.begin(), fields.end(), [](auto* f) { return *f == full32; });
  if (!needed) return;
  Cursor cursor(extra, "an extra field");
  const auto what = text("the zip64 field of member ", quoted(name));
  while (cursor.remaining() >= 4) {
    const auto id = cursor.u16(), size = cursor.u16();
    if (size > cursor.remaining()) break;
    Cursor wide(cursor.take(size), what);
    if (id != 1) continue;
    for (auto* field : fields)
      if (*field == full32) *field = wide.u64();
    return;
  }
  fail("member ", quoted(name), " has no zip64 field, which its sizes ask for");
}

void check_name(std::string_view name) {
  const auto refuse = [&](const char* why) { fail("member ", quoted(legible(name)), " ", why); };
  if (name.empty()) fail("a member has an empty name");
  if (!is_utf8(name)) refuse("has a name that is not UTF-8");
  if (std::any_of(name.begin(), name.end(), [](char c) { return c >= 0 && c < 32; }))
    refuse("has a control character in its name");
  if (name[0] == '/' || name[0] == '~' || name.find('\\') != name.npos ||
      (name.size() > 1 && name[1] == ':'))
    refuse("must have a relative path with '/' between its parts");
  for (std::size_t start = 0; start < name.size();) {
    const auto end = std::min(name.find('/', start), name.size());
    const auto part = name.substr(start, end - start);
    if (part.empty() || part == "." || part == "..")
      refuse("must have a path without empty parts, '.' and '..'");
    start = end + 1;
  }
}

void check_flags(const ZipReader::Member& member, std::uint32_t attributes) {
  const auto name = quoted(member.name);
  if (member.flags & (flag_encrypted | flag_strong | flag_masked))
    fail("member ", name, " is encrypted, which is not supported; received flags=", member.flags);
  if (member.flags & flag_patch) fail("member ", name, " is a patch, which is not supported");
  if (member.method != stored && member.method != deflated)
    fail("member ", name,
         " must be stored or deflated; received compression method=", member.method);
  const auto kind = attributes >> 16 & S_IFMT;
  if (kind != 0 && kind != S_IFREG && kind != S_IFDIR)
    fail("member ", name, " must be a file or a folder; it is a link or a device");
}

void check_sizes(const ZipReader::Member& member) {
  const auto most = member.method == stored ? member.packed_size
                    : member.packed_size > std::numeric_limits<std::uint64_t>::max() / deflate_ratio
                        ? 0
                        : member.packed_size * deflate_ratio;
  const bool exact = member.method == deflated || member.size == member.packed_size;
  if (!exact || member.size > most)
    fail("member ", quoted(member.name), " cannot have size=", member.size, " from ",
         member.packed_size, " stored bytes");
}

/// One entry of the central directory.
ZipReader::Member read_central(Cursor& cursor) {
  if (cursor.u32() != central_mark) fail("the zip directory is damaged: an entry has another mark");
  ZipReader::Member member;
  cursor.skip(4);
  member.flags = cursor.u16();
  member.method = cursor.u16();
  cursor.skip(4);
  member.crc = cursor.u32();
  member.packed_size = cursor.u32();
  member.size = cursor.u32();
  const auto name_size = cursor.u16(), extra_size = cursor.u16(), comment_size = cursor.u16();
  const auto disk = cursor.u16();
  cursor.skip(2);
  const auto attributes = cursor.u32();
  member.header = cursor.u32();
  member.name = cursor.text(name_size);
  const auto extra = cursor.take(extra_size);
  cursor.skip(comment_size);
  check_name(member.name);
  widen(extra, {&member.size, &member.packed_size, &member.header}, member.name);
  if (disk != 0 && disk != full16)
    fail("member ", quoted(member.name), " lies on another disk; received disk=", disk);
  check_flags(member, attributes);
  check_sizes(member);
  return member;
}

/// Whether a descriptor of either width, with or without its mark, follows the data.
std::size_t descriptor_size(Bytes rest, const ZipReader::Member& member) {
  for (const std::size_t mark : {4, 0}) {
    for (const std::size_t width : {4, 8}) {
      const auto size = mark + 4 + 2 * width;
      if (rest.size() < size) continue;
      if (mark != 0 && little_endian(rest.first(4)) != descriptor_mark) continue;
      const auto fields = rest.subspan(mark);
      if (little_endian(fields.first(4)) == member.crc &&
          little_endian(fields.subspan(4, width)) == member.packed_size &&
          little_endian(fields.subspan(4 + width, width)) == member.size)
        return size;
    }
  }
  fail("member ", quoted(member.name), " is followed by a descriptor that does not fit it");
}

/// Compares the local header with the directory; returns where the member ends.
std::uint64_t read_local(Bytes archive, ZipReader::Member& member) {
  const auto name = quoted(member.name);
  if (!inside(member.header, local_size, archive.size()))
    fail("member ", name, " must lie in the archive; received offset=", member.header);
  const auto what = text("the header of member ", name);
  Cursor cursor(archive, what, member.header);
  if (cursor.u32() != local_mark) fail("member ", name, " has no header at ", member.header);
  cursor.skip(2);
  const auto flags = cursor.u16(), method = cursor.u16();
  cursor.skip(4);
  const auto crc = cursor.u32();
  std::uint64_t packed = cursor.u32(), size = cursor.u32();
  const auto name_size = cursor.u16(), extra_size = cursor.u16();
  const auto local_name = cursor.text(name_size);
  widen(cursor.take(extra_size), {&size, &packed}, member.name);
  if (local_name != member.name)
    fail("member ", name, " is called ", quoted(legible(local_name)), " in its own header");
  const bool streamed = flags & flag_descriptor;
  const bool told = crc == member.crc && packed == member.packed_size && size == member.size;
  const bool open = streamed && crc == 0 && packed == 0 && size == 0;
  if (method != member.method || flags != member.flags || !(told || open))
    fail("member ", name, " is described differently by its own header and by the directory");
  member.data = cursor.position();
  if (!inside(member.data, member.packed_size, archive.size()))
    fail("member ", name, " must lie in the archive; received stored size=", member.packed_size);
  const auto end = member.data + member.packed_size;
  return streamed ? end + descriptor_size(archive.subspan(end), member) : end;
}

Buffer inflate_member(Bytes packed, const ZipReader::Member& member) {
  const auto damaged = [&] {
    fail("member ", quoted(member.name),
         " is damaged: it does not "
         "inflate to its declared size of ",
         member.size);
  };
  Storage storage(member.size);
  z_stream stream = {};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> owner(&stream, inflateEnd);
  auto out = storage.bytes();
  constexpr std::size_t most = std::numeric_limits<uInt>::max() / 2;
  int status = Z_OK;
  while (status == Z_OK) {
    const auto in_size = std::min(packed.size(), most), out_size = std::min(out.size(), most);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_in = static_cast<uInt>(in_size), stream.avail_out = static_cast<uInt>(out_size);
    status = inflate(&stream, Z_NO_FLUSH);
    packed = packed.subspan(in_size - stream.avail_in);
    out = out.subspan(out_size - stream.avail_out);
  }
  if (status != Z_STREAM_END || !packed.empty() || !out.empty()) damaged();
  return std::move(storage).share();
}

/// The CRC-32 of `contents`, which needs only a piece of a mapped file in memory at a time.
std::uint32_t checksum(const Buffer& contents) {
  std::uint32_t crc = 0;
  in_pieces(contents, [&](Bytes part) { crc = crc32(crc, part); });
  return crc;
}

}  // namespace

ZipReader::ZipReader(Buffer archive, ZipLimits limits)
    : archive_(std::move(archive)), limits_(limits) {
  const auto bytes = archive_.bytes();
  const auto directory = read_end(bytes);
  Cursor cursor(bytes.subspan(directory.start, directory.size), "the zip directory");
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  while (cursor.remaining() > 0) {
    auto member = read_central(cursor);
    const auto end = read_local(bytes.first(directory.start), member);
    ranges.emplace_back(member.header, end);
    if (!index_.emplace(member.name, members_.size()).second)
      fail("member ", quoted(member.name), " is there twice");
    members_.push_back(std::move(member));
  }
  if (members_.size() != directory.count)
    fail("the zip directory has ", members_.size(), " entries; its end record says ",
         directory.count);
  std::sort(ranges.begin(), ranges.end());
  for (std::size_t i = 1; i < ranges.size(); ++i)
    if (ranges[i].first < ranges[i - 1].second)
      fail("members overlap at byte ", ranges[i].first, " of the zip archive");
}

std::vector<std::string> ZipReader::names() const {
  std::vector<std::string> names;
  for (const auto& member : members_) names.push_back(member.name);
  return names;
}

const ZipReader::Member* ZipReader::find(std::string_view name) const {
  const auto found = index_.find(std::string(name));
  return found == index_.end() ? nullptr : &members_[found->second];
}

const ZipReader::Member& ZipReader::at(std::string_view name) const {
  if (const auto* member = find(name)) return *member;
  fail("the archive has no member ", quoted(name), suggestion(name, names()));
}

void ZipReader::count(const Member& member, std::uint64_t warranted) const {
  auto& counted = unfolded_[member.name];
  const auto now = member.size - std::min(member.size, warranted);
  const auto total = total_ - counted + now;  // check_sizes keeps a member's size below 2^32 times
  total_ = total, counted = now;              // the archive's: the sum cannot overflow
  if (total <= limits_.free_bytes || total / limits_.ratio < archive_.size()) return;
  fail("member ", quoted(member.name), " unfolds too far: the archive of ", archive_.size(),
       " bytes becomes ", total, ", more than ", limits_.ratio, " times as many");
}

Buffer ZipReader::member(std::string_view name, std::uint64_t warranted) const {
  const auto& member = at(name);
  if (member.method == deflated) count(member, warranted);
  const auto packed = archive_.bytes().subspan(member.data, member.packed_size);
  auto contents = member.method == stored ? archive_.share(packed) : inflate_member(packed, member);
  if (checksum(contents) != member.crc)
    fail("member ", quoted(name), " is damaged: its CRC-32 does not fit its contents");
  return contents;
}

bool ZipReader::recognizes(Bytes archive) {
  if (archive.size() < 4) return false;
  const auto mark = little_endian(archive.first(4));
  return mark == local_mark || mark == end_mark;
}

}  // namespace keras::io
