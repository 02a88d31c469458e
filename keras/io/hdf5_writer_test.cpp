#include "keras/io/hdf5_writer.hpp"

#include <doctest/doctest.h>

#include "keras/core/error.hpp"
#include "keras/io/hdf5_reader.hpp"

namespace keras::io {
namespace {

std::vector<std::byte> written(const Hdf5Writer& writer) {
  MemoryOutput out;
  writer.write(out.sink());
  CHECK(out.position() == writer.size());
  return std::move(out).bytes();
}

}  // namespace

TEST_CASE("HDF5 files are read as they were written") {
  constexpr DType::Kind kinds[] = {DType::boolean, DType::uint8,   DType::uint16,  DType::uint32,
                                   DType::uint64,  DType::int8,    DType::int16,   DType::int32,
                                   DType::int64,   DType::float16, DType::float32, DType::float64,
                                   DType::bfloat16};
  const std::vector<std::byte> elements(48, std::byte{1});
  Hdf5Writer writer;
  for (const DType dtype : kinds)
    writer.dataset(text("types/", dtype), dtype, {2, 3},
                   Bytes(elements).first(6 * dtype.itemsize()));
  writer.dataset("scalar", DType::float32, {}, Bytes(elements).first(4));
  writer.dataset("none", DType::float32, {0, 3}, Bytes());
  writer.group("empty/vars");
  const auto root = Hdf5File(Buffer::copy(written(writer))).root();
  for (const DType dtype : kinds) {
    const auto dataset = root.dataset(text("types/", dtype));
    CHECK(dataset.dtype() == dtype);
    CHECK(dataset.shape() == Shape{2, 3});
    const auto array = dataset.read();
    CHECK(text_of(array.data.bytes()) == text_of(Bytes(elements).first(array.data.size())));
  }
  CHECK(root.dataset("scalar").shape() == Shape());
  CHECK(root.dataset("none").read().elements() == 0);
  CHECK(root.group("empty").group("vars").names().empty());
}

TEST_CASE("HDF5 attributes are read as they were written") {
  Hdf5Writer writer;
  const std::string config(100000, '{');
  writer.attribute("", "model_config", config);
  writer.attribute("", "empty", std::string_view());
  writer.attribute("layer", "names", std::vector<std::string>{"kernel", "b", ""});
  writer.attribute("layer", "count", 7);
  const auto root = Hdf5File(Buffer::copy(written(writer))).root();
  CHECK(root.string_attribute("model_config") == config);
  CHECK(root.string_attribute("empty").empty());
  const auto layer = root.group("layer");
  CHECK(layer.strings_attribute("names") == std::vector<std::string>{"kernel", "b", ""});
  CHECK(little_endian(layer.attribute("count")->data.bytes()) == 7);
}

TEST_CASE("HDF5 groups of many members") {
  Hdf5Writer writer;
  constexpr int count = 1000;
  for (int i = 0; i < count; ++i) {
    std::vector<std::byte> number;
    put(number, static_cast<std::uint64_t>(i), 4);
    writer.dataset(text("layers/dense_", i), DType::int32, {},
                   [number](const Sink& sink) { sink(number); });
  }
  const auto bytes = written(writer);
  CHECK(bytes == written(writer));
  const auto layers = Hdf5File(Buffer::copy(bytes)).root().group("layers");
  CHECK(layers.names().size() == count);
  for (int i = 0; i < count; i += 37)
    CHECK(little_endian(layers.dataset(text("dense_", i)).read().data.bytes()) ==
          static_cast<std::uint64_t>(i));
}

TEST_CASE("what HDF5 files cannot hold is refused") {
  Hdf5Writer writer;
  writer.dataset("a", DType::uint8, {1}, bytes_of("x"));
  CHECK_THROWS_WITH_AS(writer.dataset("a", DType::uint8, {1}, bytes_of("x")),
                       "the HDF5 path 'a' is in use", ValueError);
  CHECK_THROWS_WITH_AS(writer.group("a/b"), "the HDF5 path 'a/b' leads through a dataset",
                       ValueError);
  CHECK_THROWS_WITH_AS(writer.dataset("b", DType::uint8, {2}, bytes_of("x")),
                       "the HDF5 dataset 'b' of shape=(2,) needs 2 bytes; received 1", ValueError);
  CHECK_THROWS_AS(writer.group("a//b"), ValueError);
  writer.attribute("", "x", 1);
  CHECK_THROWS_WITH_AS(writer.attribute("", "x", 2), "there are two HDF5 attributes 'x'",
                       ValueError);
  Hdf5Writer long_list;
  long_list.attribute("", "names", std::vector<std::string>(1000, std::string(100, 'n')));
  CHECK_THROWS_AS(long_list.size(), ValueError);
}

}  // namespace keras::io
