#include "keras/io/bytes.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

namespace keras::io {

TEST_CASE("Cursor") {
  std::vector<std::byte> data;
  put(data, 0x0102, 2);
  put(data, 7, 1);
  put(data, std::string_view("abc"));
  Cursor cursor(data, "the header");
  CHECK(cursor.u16() == 0x0102);
  CHECK(cursor.u8() == 7);
  CHECK(cursor.text(3) == "abc");
  CHECK(cursor.remaining() == 0);
  CHECK_THROWS_WITH_AS(cursor.u32(), "the header is cut short; expected 4 bytes at its byte 6 of 6",
                       ValueError);
  CHECK_THROWS_AS(cursor.take(~std::uint64_t{0}), ValueError);
}

TEST_CASE("inside never overflows") {
  CHECK(inside(0, 0, 0));
  CHECK(inside(3, 5, 8));
  CHECK_FALSE(inside(4, 5, 8));
  CHECK_FALSE(inside(9, 0, 8));
  CHECK_FALSE(inside(8, ~std::uint64_t{0}, 8));
}

TEST_CASE("is_utf8") {
  for (const char* good : {"", "abc", "mod\xC3\xA8le", "\xE2\x98\x83", "\xF0\x9F\x98\x80"})
    CHECK(is_utf8(good));
  for (const char* bad : {"\xFF", "\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x80"})
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("buffers share and copy") {
  const auto copy = Buffer::copy(bytes_of("hello"));
  CHECK(reinterpret_cast<std::uintptr_t>(copy.bytes().data()) % 64 == 0);
  const auto part = copy.share(copy.bytes().subspan(1, 3));
  CHECK(text_of(part.bytes()) == "ell");
  CHECK(part.owner() == copy.owner());
  std::vector<std::byte> pairs;
  put(pairs, 0x01020304, 4);
  reverse_groups(pairs, 2);
  CHECK(little_endian(pairs) == 0x02010403);
}

}  // namespace keras::io
