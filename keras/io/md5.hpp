// MD5 (RFC 1321): the digest that some data sets were published with. It tells damage, not intent.
#pragma once
#include <string>

#include "keras/io/bytes.hpp"

namespace keras::io {

/// The digest of `bytes` as 32 hexadecimal digits.
std::string md5(Bytes bytes);

}  // namespace keras::io
