// Files that gzip has made smaller.
#pragma once
#include "keras/io/bytes.hpp"
#include "keras/io/zip.hpp"

namespace keras::io {

/// Whether `file` begins like a gzip file.
bool is_gzip(Bytes file);

/// The contents of a gzip file, its checksum compared; an error when it is damaged or unfolds
/// beyond the limits.
Buffer gunzip(Bytes file, ZipLimits limits = {});

}  // namespace keras::io
