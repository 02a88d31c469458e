#include "keras/io/npy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"
#include "keras/io/npz.hpp"

namespace keras::io {
namespace {

std::vector<std::byte> npy(std::string header, std::string_view data, int version = 1) {
  std::vector<std::byte> out;
  put(out, std::string_view("\x93NUMPY"));
  put(out, static_cast<std::uint64_t>(version), 2);
  put(out, header.size(), version == 1 ? 2 : 4);
  put(out, std::string_view(header));
  put(out, data);
  return out;
}

std::string header(const char* descr, const char* shape, const char* order = "False") {
  return text("{'descr': ", descr, ", 'fortran_order': ", order, ", 'shape': ", shape, ", }\n");
}

Array read(const std::vector<std::byte>& bytes) { return read_npy(Buffer::copy(bytes)); }

std::string refusal(const std::string& header, std::string_view data = {}) {
  try {
    read(npy(header, data));
  } catch (const ValueError& error) {
    return error.what();
  }
  return "accepted";
}

template <class T>
std::vector<T> values(const Array& array) {
  std::vector<T> out(array.data.size() / sizeof(T));
  if (!out.empty()) std::memcpy(out.data(), array.data.bytes().data(), array.data.size());
  return out;
}

std::vector<std::byte> written(const Array& array) {
  std::vector<std::byte> out;
  write_npy([&](Bytes bytes) { put(out, bytes); }, array);
  CHECK(out.size() == npy_size(array));
  return out;
}

}  // namespace

TEST_CASE("npy files of numbers") {
  const std::string_view six("\0\1\2\3\4\5", 6);
  auto array = read(npy(header("'|u1'", "(2, 3)"), six));
  CHECK(array.dtype == DType::uint8);
  CHECK(array.shape == Shape{2, 3});
  CHECK(values<std::uint8_t>(array) == std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5});
  array = read(npy(header("'|u1'", "(2, 3)", "True"), six));
  CHECK(values<std::uint8_t>(array) == std::vector<std::uint8_t>{0, 2, 4, 1, 3, 5});
  array = read(npy(header("'>i2'", "(3,)"), six));
  CHECK(values<std::int16_t>(array) == std::vector<std::int16_t>{1, 0x203, 0x405});
  array = read(npy(header("'|V2'", "()"), six.substr(0, 2), 3));
  CHECK(array.dtype == DType::bfloat16);
  array = read(npy(header("'|b1'", "(3,)"), std::string_view("\0\1\2", 3), 2));
  CHECK(values<std::uint8_t>(array) == std::vector<std::uint8_t>{0, 1, 1});
  CHECK(read(npy(header("'<f8'", "(0, 4611686018427387904)"), "")).elements() == 0);
}

TEST_CASE("npy files of strings") {
  auto array = read(npy(header("'|S2'", "(2,)"), std::string_view("ab\0c", 4)));
  CHECK(array.strings[0] == "ab");
  CHECK(array.strings[1] == std::string("\0c", 2));
  array = read(npy(header("'>U2'", "(1,)"), std::string_view("\0\0\0a\0\1\xF6\0", 8)));
  CHECK(array.strings == std::vector<std::string>{"a\xF0\x9F\x98\x80"});
  CHECK(refusal(header("'<U1'", "(1,)"), std::string_view("\0\xD8\0\0", 4)) ==
        "the npy strings must be Unicode; received the code point 55296");
}

TEST_CASE("npy strings by NumPy, with characters of every length") {
  const auto file = read_file(std::string(KERAS_TEST_DATA) + "/strings.npy");
  const auto array = read_npy(file);
  CHECK(array.shape == Shape{2, 2});
  CHECK(array.strings == std::vector<std::string>{"\u65e5\u672c", "\U0001F600", "\u00e9", ""});
  CHECK(std::ranges::equal(written(array), file.bytes()));
}

TEST_CASE("npy headers that are refused") {
  CHECK(refusal(header("'|O'", "(1,)")).find("Python objects (pickle)") != std::string::npos);
  CHECK(refusal(header("'<f4'", "(2, 3)")) ==
        "the npy array of shape=(2, 3) and dtype '<f4' needs 24 bytes; the file has 0");
  CHECK(refusal(header("'<f4'", "(4294967296, 4294967296)")) ==
        "the npy array has a shape that no memory can hold; received shape=(4294967296, "
        "4294967296)");
  for (const char* descr : {"'<f3'", "'<c8'", "'<M8[D]'", "''", "'|S9223372036854775807'", "4",
                            "[('a', '<f4')]", "'|V3'", "'>V2'", "'<f4\\x00'"})
    CHECK(refusal(header(descr, "(1,)")) != "accepted");
  for (const char* shape : {"(-1,)", "(1.0,)", "3", "(None,)", "('1',)", "(18446744073709551616,)",
                            "(2**4,)", "(1", "(1,,)", "(1 1)", "(True,)"})
    CHECK(refusal(header("'|u1'", shape), "x") != "accepted");
  for (const char* text : {"", "{}", "[1]", "{'descr': '<f4'}", "__import__('os')"})
    CHECK(refusal(text) != "accepted");
  CHECK(refusal(std::string(50000, '(')).size() < 400);
}

TEST_CASE("every truncation of a npy file is refused") {
  const auto whole = npy(header("'<f4'", "(2,)"), "12345678");
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_THROWS_AS(read({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}),
                    ValueError);
}

TEST_CASE("npy files are written in NumPy's form") {
  const Array array{DType::float32, {3}, Buffer::copy(bytes_of("abcdefghijkl")), {}};
  const auto bytes = written(array);
  CHECK(text_of(Bytes(bytes).subspan(10, 60)) ==
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }   ");
  CHECK(bytes.size() == 128 + 12);
  CHECK(text_of(read(bytes).data.bytes()) == "abcdefghijkl");
  const Array strings{DType::string, {2}, {}, {"a", "\xF0\x9F\x98\x80z"}};
  CHECK(read(written(strings)).strings == strings.strings);
}

TEST_CASE("a plain array is a view of its file") {
  const auto file =
      Buffer::copy(written({DType::float32, {3}, Buffer::copy(bytes_of("abcdefghijkl")), {}}));
  CHECK(read_npy(file).data.owner() == file.owner());
}

TEST_CASE("npz files by numpy.savez_compressed") {
  const NpzReader npz(read_file(std::string(KERAS_TEST_DATA) + "/numpy.npz"));
  CHECK(npz.names() == std::vector<std::string>{"x", "fortran", "text"});
  const auto x = values<float>(npz.array("x"));
  CHECK(x.size() == 35);
  for (std::size_t i = 0; i < x.size(); ++i) CHECK(x[i] == static_cast<float>(i));
  CHECK(values<double>(npz.array("fortran"))[9] == 9.0);
  CHECK(npz.array("text").strings == std::vector<std::string>{"a", "b\xC3\xA9"});
  CHECK_THROWS_WITH_AS(npz.array("z"), "the npz file has no array 'z'; did you mean 'x'?",
                       ValueError);
}

TEST_CASE("npz files are read as they were written") {
  MemoryOutput out;
  write_npz(out, {{"y", {DType::int32, {}, Buffer::copy(bytes_of("1234")), {}}},
                  {"names", {DType::string, {1}, {}, {"a"}}}});
  const NpzReader npz(Buffer::copy(out.bytes()));
  CHECK(text_of(npz.array("y").data.bytes()) == "1234");
  CHECK(npz.array("names").strings[0] == "a");
}

}  // namespace keras::io
