#include "keras/io/sha256.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"

namespace keras::io {

TEST_CASE("sha256 gives the digests of FIPS 180-4's examples") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("Sha256 does not depend on where the pieces end") {
  const std::string bytes(200, 'x');
  for (std::size_t length = 0; length <= bytes.size(); ++length) {
    const auto text = bytes.substr(0, length);
    Sha256 pieces;
    pieces.update(text.substr(0, length / 3));
    pieces.update(text.substr(length / 3));
    CHECK(pieces.hex_digest() == sha256(text));
  }
}

TEST_CASE("sha256_file names a file that cannot be read") {
  CHECK_THROWS_WITH_AS(sha256_file("/nowhere/at/all"),
                       "sha256: the file must be readable; received path='/nowhere/at/all'",
                       ValueError);
}

}  // namespace keras::io
