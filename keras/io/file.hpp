// Files as bytes: the one place where the library opens a file to read it.
#pragma once
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "keras/core/error.hpp"
#include "keras/io/bytes.hpp"

namespace keras::io {

struct FileLimits {
  std::uint64_t bytes = std::uint64_t{1} << 46;
};

/// The bytes of the regular file at `path`; anything else there (nothing, a folder, a device, a
/// pipe, an empty or unreadable file) is an error. Small files are read; large ones are mapped, and
/// must then not be shortened in place while the buffer lives (writing by rename is safe).
Buffer read_file(const std::string& path, FileLimits limits = {});

/// Gives back the memory behind `part` of a mapped file until it is read again; other buffers stay
/// as they are.
void forget(const Buffer& part);

/// Calls visit(part) for all bytes in order, so that only a piece of a large mapped file is in
/// memory at a time. Pieces are whole elements of every dtype.
void in_pieces(const Buffer& buffer, const std::function<void(Bytes part)>& visit);

/// `path` as it may stand in a message: control characters escaped, at most its last 150 bytes.
std::string printable(std::string_view path);

/// `function()`; a `ValueError` leaves it with `path: ` before its sentence.
template <class Function>
decltype(auto) naming(std::string_view path, Function&& function) {
  try {
    return std::forward<Function>(function)();
  } catch (const ValueError& error) {
    const auto place = printable(path) + ": ";
    if (std::string_view(error.what()).starts_with(place)) throw;  // it says so itself
    fail(place, error.what());
  }
}

}  // namespace keras::io
