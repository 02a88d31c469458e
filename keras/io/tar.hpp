// Archives that data sets come in.
#pragma once
#include <string>

#include "keras/io/bytes.hpp"

namespace keras::io {

/// Writes the files of an archive (tar, gzipped tar or zip) into `folder`. Only files and folders
/// inside of it are written: links, devices and paths that lead out are errors. Other archives
/// (bzip2, xz) are errors too.
void extract_archive(const std::string& path, const std::string& folder);

/// Whether `file` is an archive that `extract_archive` reads.
bool is_archive(Bytes file);

}  // namespace keras::io
