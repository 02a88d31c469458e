#include "keras/io/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>

#include "keras/core/error.hpp"

namespace keras::io {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest window, and zlib's wish for a gzip header
constexpr std::size_t piece = std::size_t{1} << 20;

/// zlib's state for one file.
class Inflater {
 public:
  explicit Inflater(Bytes file) : rest_(file) {
    if (inflateInit2(&stream_, gzip_window) != Z_OK) fail("there is no memory to inflate a file");
  }
  Inflater(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  /// Adds the next bytes to `out`; whether there may be more.
  bool next(std::vector<std::byte>& out) {
    feed();
    const auto before = out.size();
    out.resize(before + piece);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream_.avail_out = static_cast<uInt>(piece);
    const int status = inflate(&stream_, Z_NO_FLUSH);
    out.resize(out.size() - stream_.avail_out);
    if (status == Z_STREAM_END) return restart();
    if (status != Z_OK) fail("the gzip file is damaged");
    return true;
  }

 private:
  void feed() {
    if (stream_.avail_in > 0) return;
    const auto part = rest_.first(std::min<std::size_t>(rest_.size(), piece));
    rest_ = rest_.subspan(part.size());
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(part.data()));
    stream_.avail_in = static_cast<uInt>(part.size());
  }
  /// A gzip file may have several members, one after the other.
  bool restart() {
    if (stream_.avail_in == 0 && rest_.empty()) return false;
    if (inflateReset(&stream_) != Z_OK) fail("the gzip file is damaged");
    return true;
  }

  z_stream stream_ = {};
  Bytes rest_;
};

}  // namespace

bool is_gzip(Bytes file) { return text_of(file).starts_with("\x1f\x8b"); }

Buffer gunzip(Bytes file, ZipLimits limits) {
  Inflater inflater(file);
  auto out = std::make_shared<std::vector<std::byte>>();
  const auto most = std::max(limits.free_bytes, limits.ratio * file.size());
  for (bool more = true; more;) {
    more = inflater.next(*out);
    if (out->size() > most)
      fail("the gzip file unfolds to more than ", most, " bytes, ", limits.ratio,
           " times its size");
  }
  return {Bytes(*out), out};
}

}  // namespace keras::io
