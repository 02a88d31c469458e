// Files that are, at every instant, the whole old one or the whole new one.
#pragma once
#include <functional>
#include <string>

#include "keras/io/output.hpp"

namespace keras::io {

/// Writes what `produce` puts out to `path`: beside it under another name, synced, then renamed.
/// After an error, of the disk (its sentence begins with the path) or of `produce`, the old file is
/// untouched and nothing is left.
/// A symbolic link at `path` stays, the file it leads to is replaced; the old file's mode is
/// kept.
void write_atomically(const std::string& path, const std::function<void(Output&)>& produce);

/// The same for bytes that are there already.
void write_atomically(const std::string& path, Bytes bytes);

}  // namespace keras::io
