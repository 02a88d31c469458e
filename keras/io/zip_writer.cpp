#include <algorithm>

#include "keras/core/error.hpp"
#include "keras/io/crc32.hpp"
#include "keras/io/zip.hpp"

namespace keras::io {
namespace {

constexpr std::uint64_t full32 = 0xFFFFFFFF, full16 = 0xFFFF;
constexpr std::uint16_t plain_version = 20, zip64_version = 45;
constexpr std::uint32_t regular_file = 0100600u << 16;  // rw------- as Python's writestr gives
constexpr std::uint16_t made_by_unix = 3 << 8;
constexpr std::uint16_t utf8_flag = 0x0800;

std::uint16_t flags_of(std::string_view name) {
  const bool ascii = std::all_of(name.begin(), name.end(), [](char c) { return c >= 0; });
  return ascii ? 0 : utf8_flag;
}

std::uint64_t capped(std::uint64_t x) { return std::min(x, full32); }

}  // namespace

ZipWriter::ZipWriter(Output& out, ZipDate date) : out_(out), origin_(out.position()) {
  if (date.year < 1980 || date.year > 2107)
    fail("a zip date must lie in 1980 to 2107; received year=", date.year);
  time_ = static_cast<std::uint16_t>(date.hour << 11 | date.minute << 5 | date.second / 2);
  day_ = static_cast<std::uint16_t>((date.year - 1980) << 9 | date.month << 5 | date.day);
}

void ZipWriter::add(std::string_view name, Bytes contents) {
  add(name, contents.size(), [&](const Sink& sink) { sink(contents); });
}

void ZipWriter::add(std::string_view name, std::uint64_t size,
                    const std::function<void(const Sink&)>& produce) {
  if (name.empty() || name.size() > full16)
    fail("a zip member must have a name of 1 to 65535 bytes; received ", quoted(name));
  for (const auto& entry : entries_)
    if (entry.name == name) fail("the zip archive already has a member ", quoted(name));
  Entry entry{std::string(name), size, out_.position() - origin_, 0};
  out_.write(local_header(entry));
  std::uint64_t written = 0;
  produce([&](Bytes bytes) {
    entry.crc = crc32(entry.crc, bytes);
    written += bytes.size();
    out_.write(bytes);
  });
  check(written == size, "member ", quoted(name), " announced ", size, " bytes and wrote ",
        written);
  constexpr std::uint64_t crc_offset = 14;
  std::vector<std::byte> crc;
  put(crc, entry.crc, 4);
  out_.patch(origin_ + entry.header + crc_offset, crc);
  entries_.push_back(std::move(entry));
}

std::vector<std::byte> ZipWriter::local_header(const Entry& entry) const {
  const bool wide = entry.size >= full32;
  std::vector<std::byte> out;
  put(out, 0x04034b50, 4);
  put(out, wide ? zip64_version : plain_version, 2);
  put(out, flags_of(entry.name), 2);
  put(out, 0, 2);  // stored
  put(out, time_, 2);
  put(out, day_, 2);
  put(out, 0, 4);  // the CRC is known later
  put(out, wide ? full32 : entry.size, 4);
  put(out, wide ? full32 : entry.size, 4);
  put(out, entry.name.size(), 2);
  put(out, wide ? 20 : 0, 2);
  put(out, std::string_view(entry.name));
  if (!wide) return out;
  put(out, 1, 2);
  put(out, 16, 2);
  put(out, entry.size, 8);
  put(out, entry.size, 8);
  return out;
}

std::vector<std::byte> ZipWriter::central_header(const Entry& entry) const {
  const bool wide = entry.size >= full32, far = entry.header >= full32;
  std::vector<std::byte> extra;
  if (wide) put(extra, entry.size, 8), put(extra, entry.size, 8);
  if (far) put(extra, entry.header, 8);
  const auto version = wide || far ? zip64_version : plain_version;
  std::vector<std::byte> out;
  put(out, 0x02014b50, 4);
  put(out, made_by_unix | version, 2);
  put(out, version, 2);
  put(out, flags_of(entry.name), 2);
  put(out, 0, 2);  // stored
  put(out, time_, 2);
  put(out, day_, 2);
  put(out, entry.crc, 4);
  put(out, wide ? full32 : entry.size, 4);
  put(out, wide ? full32 : entry.size, 4);
  put(out, entry.name.size(), 2);
  put(out, extra.empty() ? 0 : extra.size() + 4, 2);
  put(out, 0, 2 + 2 + 2);  // no comment, the only disk, no internal attributes
  put(out, regular_file, 4);
  put(out, capped(entry.header), 4);
  put(out, std::string_view(entry.name));
  if (extra.empty()) return out;
  put(out, 1, 2);
  put(out, extra.size(), 2);
  put(out, Bytes(extra));
  return out;
}

std::vector<std::byte> ZipWriter::end_records(std::uint64_t start) const {
  const auto end = out_.position() - origin_, size = end - start, count = entries_.size();
  std::vector<std::byte> out;
  if (count >= full16 || size >= full32 || start >= full32) {
    put(out, 0x06064b50, 4);
    put(out, 44, 8);
    put(out, zip64_version, 2);
    put(out, zip64_version, 2);
    put(out, 0, 8);  // the only disk
    for (const auto field : {count, count, static_cast<std::size_t>(size)}) put(out, field, 8);
    put(out, start, 8);
    put(out, 0x07064b50, 4);
    put(out, 0, 4);
    put(out, end, 8);
    put(out, 1, 4);
  }
  put(out, 0x06054b50, 4);
  put(out, 0, 4);
  put(out, std::min<std::uint64_t>(count, full16), 2);
  put(out, std::min<std::uint64_t>(count, full16), 2);
  put(out, capped(size), 4);
  put(out, capped(start), 4);
  put(out, 0, 2);
  return out;
}

void ZipWriter::finish() {
  const auto start = out_.position() - origin_;
  for (const auto& entry : entries_) out_.write(central_header(entry));
  out_.write(end_records(start));
}

}  // namespace keras::io
