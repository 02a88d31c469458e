// TensorFlow's files of records: each with its length and two checksums.
#pragma once
#include <cstdint>
#include <vector>

#include "keras/io/bytes.hpp"

namespace keras::io {

/// The CRC-32C (Castagnoli) of `bytes`.
std::uint32_t crc32c(Bytes bytes);

/// `record` as it stands in such a file.
/// https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
std::vector<std::byte> tf_record(Bytes record);

}  // namespace keras::io
