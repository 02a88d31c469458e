#include "keras/cli/output.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "keras/core/error.hpp"
#include "keras/io/atomic_file.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npy.hpp"
#include "keras/io/npz.hpp"

namespace keras::cli {
namespace {

/// Whether a terminal shows `character` as itself: no control, no invisible or directional sign.
bool is_printable(std::string_view character) {
  if (character.size() == 1) return character[0] >= 32 && character[0] != 127;
  // Latin letters to Hangul and the emoji, without spaces and marks of direction: what names hold.
  const auto lead = static_cast<unsigned char>(character[0]);
  if (lead == 0xC2) return static_cast<unsigned char>(character[1]) > 0xA0 && character != "\u00AD";
  if (lead == 0xE2) return static_cast<unsigned char>(character[1]) > 0x81;  // past U+2000..U+207F
  if (lead == 0xE3) return character != "\u3000";
  return lead < 0xEE || lead == 0xF0;
}

void append_escaped(std::string& out, std::string_view bytes) {
  constexpr char hex[] = "0123456789abcdef";
  for (const unsigned char byte : bytes) out += {'\\', 'x', hex[byte / 16], hex[byte % 16]};
}

}  // namespace

std::string one_line(std::string_view sentence, std::size_t most) {
  const bool readable = io::is_utf8(sentence);
  std::string out;
  std::size_t length = 0, cut = 0;  // in characters; where "..." would still fit
  for (std::size_t at = 0; at < sentence.size();) {
    const auto size = readable ? io::character_length(sentence[at]) : 1;
    const auto character = sentence.substr(at, size);
    const auto before = out.size();
    if (is_printable(character) && (readable || static_cast<unsigned char>(character[0]) < 127)) {
      out += character;
      length += 1;
    } else {
      append_escaped(out, character);
      length += out.size() - before;
    }
    if (length + 3 <= most) cut = out.size();
    if (length > most) return out.substr(0, cut) + "...";
    at += size;
  }
  return out;
}

void say(std::string_view kind, std::string_view sentence) {
  const auto line = one_line(text(kind, ": ", sentence)) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void finish_printing() {
  errno = 0;
  const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
  if (failed && errno != EPIPE)
    fail("standard output: cannot be written: ", std::strerror(errno != 0 ? errno : EIO));
}

void check_writable(std::string_view option, const std::string& path) {
  if (path.empty()) fail(option, ": the file name is empty; received ''");
  const auto slash = path.rfind('/');
  const auto folder = slash == path.npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
  struct stat status = {};
  if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode))
    fail(io::printable(path), ": the folder ", quoted(folder), " of ", option, " does not exist");
  if (::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
    fail(io::printable(path), ": must be a file name; it is a folder");
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    fail(io::printable(path), ": cannot be written: ", std::strerror(errno));
}

io::Array array_of(const Tensor& tensor) {
  if (tensor.dtype() == DType::string)
    return {DType::string, tensor.shape(), {}, tensor.to_vector<std::string>()};
  return visit_dtype(tensor.dtype(), [&](auto zero) -> io::Array {
    const auto owner = std::make_shared<const Tensor>(tensor);
    const auto bytes = std::as_bytes(owner->data<decltype(zero)>());
    return {tensor.dtype(), tensor.shape(), io::Buffer(bytes, owner), {}};
  });
}

namespace {

/// `y`, or `y0`, `y1`, ... when there are several.
std::string array_name(const Tensors& arrays, std::size_t index) {
  return arrays.size() == 1 ? "y" : text("y", index);
}

}  // namespace

void write_arrays(const std::string& path, const Tensors& arrays) {
  if (path.ends_with(".npy")) {
    const auto array = array_of(arrays);
    return io::write_atomically(path, [&](io::Output& out) { io::write_npy(out.sink(), array); });
  }
  std::vector<std::pair<std::string, io::Array>> named;
  for (std::size_t i = 0; i < arrays.size(); ++i)
    named.emplace_back(array_name(arrays, i), array_of(arrays[i]));
  io::write_atomically(path, [&](io::Output& out) { io::write_npz(out, named); });
}

namespace {

constexpr std::int64_t shown_rows = 6, shown_values = 12;

/// The elements as they are shown.
std::vector<std::string> shown_values_of(const Tensor& tensor) {
  std::vector<std::string> shown;
  if (tensor.dtype() == DType::string) {
    for (const auto& value : tensor.to_vector<std::string>())
      shown.push_back(one_line(quoted(value), 40));
    return shown;
  }
  for (const double value : tensor.to_vector<double>()) {
    char number[32];
    std::snprintf(number, sizeof number, "%.6g", value);
    shown.emplace_back(number);
  }
  return shown;
}

std::string row_text(const std::vector<std::string>& values, std::int64_t first,
                     std::int64_t count) {
  std::string line = "  [";
  for (std::int64_t i = 0; i < std::min(count, shown_values); ++i)
    line += (i > 0 ? "  " : "") + values[static_cast<std::size_t>(first + i)];
  return line + (count > shown_values ? "  ...]\n" : "]\n");
}

}  // namespace

std::string preview(const Tensors& arrays) {
  std::string out;
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const auto& array = arrays[i];
    const auto rows = array.rank() > 0 ? array.shape(0) : 1;
    append(out, text(array_name(arrays, i), ": ", array.dtype(), " ", array.shape(), "\n"));
    if (array.size() == 0) continue;
    const auto head = array.rank() > 0 ? array[range(0, std::min(rows, shown_rows))] : array;
    const auto values = shown_values_of(head);
    const auto width = array.size() / rows;
    for (std::int64_t row = 0; row < std::min(rows, shown_rows); ++row)
      out += row_text(values, row * width, width);
    if (rows > shown_rows) append(out, text("  ... ", rows - shown_rows, " more rows\n"));
  }
  return out;
}

std::string shown(const Value& value) {
  if (value.is_list()) {
    std::string out;
    for (const auto& item : value.as_list())
      append(out, text(out.empty() ? "[" : ", ", shown(item)));
    return out + "]";
  }
  char number[32];
  std::snprintf(number, sizeof number, "%.6g", value.as_number());
  return number;
}

}  // namespace keras::cli
