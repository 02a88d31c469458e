#include "keras/io/tf_record.hpp"

#include <doctest/doctest.h>

namespace keras::io {

TEST_CASE("crc32c gives the checksums of RFC 3720") {
  CHECK(crc32c(bytes_of("")) == 0);
  CHECK(crc32c(bytes_of("123456789")) == 0xe3069283);
  CHECK(crc32c(std::vector<std::byte>(32)) == 0x8a9136aa);
  CHECK(crc32c(std::vector<std::byte>(32, std::byte{0xff})) == 0x62a8ab43);
}

TEST_CASE("a record has its length and two checksums") {
  const auto record = tf_record(bytes_of("abc"));
  REQUIRE(record.size() == 8 + 4 + 3 + 4);
  CHECK(little_endian(Bytes(record).first(8)) == 3);
  CHECK(text_of(Bytes(record).subspan(12, 3)) == "abc");
}

}  // namespace keras::io
