#include "keras/io/hdf5_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"
#include "keras/io/hdf5_checksum.hpp"

namespace keras::io {
namespace {

Buffer sample(const char* name) { return read_file(std::string(KERAS_TEST_DATA) + "/" + name); }

template <class T>
std::vector<T> values(const Hdf5Dataset& dataset) {
  REQUIRE(dataset.size_in_bytes() % sizeof(T) == 0);
  std::vector<T> out(dataset.size_in_bytes() / sizeof(T));
  dataset.read_into(std::as_writable_bytes(std::span(out)));
  const auto array = dataset.read();
  CHECK(std::memcmp(out.data(), array.data.bytes().data(), array.data.size()) == 0);
  return out;
}

std::vector<float> ramp() {
  std::vector<float> out(35);
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(i);
  return out;
}

/// Reads whatever can be reached; a file that is refused somewhere is fine.
void read_everything(const Hdf5Group& group, int depth) {
  group.attribute_names();
  for (const auto& name : group.names()) {
    try {
      if (group.is_dataset(name)) group.dataset(name).read();
      if (group.is_group(name) && depth > 0) read_everything(group.group(name), depth - 1);
    } catch (const ValueError&) {
    }
  }
}

std::string refusal(const Buffer& file) {
  try {
    read_everything(Hdf5File(file).root(), 4);
  } catch (const ValueError& error) {
    return error.what();
  }
  return "accepted";
}

/// Why the dataset is refused; "" when it is not.
std::string refusal_of(const Hdf5Group& root, const char* name) {
  try {
    const auto dataset = root.dataset(name);
    for (const auto& attribute : dataset.attribute_names()) dataset.attribute(attribute);
    dataset.read();
  } catch (const ValueError& error) {
    return error.what();
  }
  return "";
}

struct Refusal {
  const char *dataset, *sentence;
};
const Refusal of_new_structures[] = {
    {"axes", "/axes: an HDF5 dataspace may have at most 32 axes; received 33"},
    {"chunk_item", "/chunk_item: an HDF5 chunk must have elements of 1 bytes; received 2"},
    {"chunk_rank", "/chunk_rank: an HDF5 layout must have 2 lengths for shape=(2,); received 3"},
    {"committed",
     "/committed: attribute 'a' has a shared (committed) type, which is not supported"},
    {"enum_wide", "/enum_wide: HDF5 elements of the type enum with 4 bytes are not supported"},
    {"filter_4",
     "/filter_4: the HDF5 filter 4 (szip) is not supported; expected deflate, shuffle or "
     "fletcher32"},
    {"filter_5",
     "/filter_5: the HDF5 filter 5 (nbit) is not supported; expected deflate, shuffle or "
     "fletcher32"},
    {"filter_6",
     "/filter_6: the HDF5 filter 6 (scale-offset) is not supported; expected deflate, shuffle or "
     "fletcher32"},
    {"filter_twice", "/filter_twice: an HDF5 dataset has the filter 1 twice"},
    {"header_checksum", "/: an HDF5 object header is damaged: its checksum does not fit"},
    {"header_version", "/: an HDF5 object header must have version 1 or 2; received 3"},
    {"index_element", "/index_element: an element of an HDF5 chunk index has 7 bytes"},
    {"index_page", "/index_page: an HDF5 chunk index has pages of 33 bits"},
    {"layout_index", "/layout_index: an HDF5 dataset has the chunk index 6"},
    {"layout_version", "/layout_version: an HDF5 layout must have a version of 3 to 5; received 2"},
    {"precision",
     "/precision: HDF5 elements of the type fixed-point with 1 bytes are not supported with a "
     "precision of 7 bits"},
    {"short",
     "/short: attribute 'a': must have the 4 bytes that its shape=(4,) declares; received 3"},
};
const Refusal of_old_structures[] = {
    {"chunk_between",
     "/chunk_between: an HDF5 chunk must begin at a multiple of 2; received offset=1"},
    {"chunk_cut", "/chunk_cut: a chunk must have 2 bytes; received 1"},
    {"chunk_huge", "/chunk_huge: a chunk of the dataset has more than 2**40 bytes"},
    {"chunk_twice", "/chunk_twice: an HDF5 chunk is stored twice"},
};

}  // namespace

TEST_CASE("HDF5 files by h5py, old and new structures") {
  for (const char* name : {"h5py_old.h5", "h5py_new.h5"}) {
    const auto root = Hdf5File(sample(name)).root();
    CHECK(root.names() == std::vector<std::string>{"bf16", "big", "bool", "external", "f4",
                                                   "filled", "many", "soft"});
    CHECK(root.string_attribute("text") == "mod\xC3\xA8le");
    CHECK(root.strings_attribute("names") == std::vector<std::string>{"ab", "c"});
    CHECK_FALSE(root.attribute("none"));
    CHECK(root.dataset("f4").shape() == Shape{5, 7});
    CHECK(values<float>(root.dataset("f4")) == ramp());
    CHECK(root.dataset("bf16").dtype() == DType::bfloat16);
    CHECK(values<std::uint16_t>(root.dataset("bf16")) ==
          std::vector<std::uint16_t>{0x3F80, 0xC000});
    CHECK(root.dataset("bool").dtype() == DType::boolean);
    CHECK(values<std::uint8_t>(root.dataset("bool")) == std::vector<std::uint8_t>{1, 0, 1});
    CHECK(values<std::int16_t>(root.dataset("big")) == std::vector<std::int16_t>{0, 1, 2});
    CHECK(values<float>(root.dataset("filled")) == std::vector<float>(4, 1.5f));
    const auto many = root.group("many");
    CHECK(many.names().size() == 12);
    CHECK(many.dataset("layer_11").address() == root.dataset("f4").address());
    CHECK(many.dataset("layer_7").path() == "/many/layer_7");
  }
}

TEST_CASE("dense attributes") {
  const auto many = Hdf5File(sample("h5py_new.h5")).root().group("many");
  CHECK(many.attribute_names().size() == 10);
  const auto value = many.attribute("a7");
  REQUIRE(value);
  CHECK(value->dtype == DType::int64);
  CHECK(little_endian(value->data.bytes()) == 7);
}

TEST_CASE("chunked HDF5 datasets, filtered and not") {
  CHECK(values<float>(Hdf5File(sample("h5py_old_chunked.h5")).root().dataset("chunked")) == ramp());
  const auto root = Hdf5File(sample("h5py_new_chunked.h5")).root();
  for (const auto& name : root.names()) CHECK(values<float>(root.dataset(name)) == ramp());
  CHECK(root.names().size() == 4);
}

TEST_CASE("indices of HDF5 chunks with super blocks and pages, of which many were never written") {
  const auto root = Hdf5File(sample("h5py_extensible.h5")).root();
  std::vector<std::int8_t> whole(64), sparse(124, -1), packed(60, -1), second(75, -1);
  std::iota(whole.begin(), whole.end(), std::int8_t{0});
  for (const auto i : {0, 3, 20, 41, 42, 60, 77, 100, 123}) sparse[i] = static_cast<std::int8_t>(i);
  for (const auto i : {0, 5, 6, 19})
    for (int j = 0; j < 3; ++j) packed[3 * i + j] = static_cast<std::int8_t>(i + j);
  for (const auto i : {0, 7, 8, 24})
    for (int j = 0; j < 3; ++j) second[25 * j + i] = static_cast<std::int8_t>(i + j);
  CHECK(values<std::int8_t>(root.dataset("whole")) == whole);
  CHECK(values<std::int8_t>(root.dataset("sparse")) == sparse);
  CHECK(values<std::int8_t>(root.dataset("packed")) == packed);
  CHECK(values<std::int8_t>(root.dataset("second")) == second);
}

TEST_CASE("indices of HDF5 chunks whose number is fixed") {
  const auto root = Hdf5File(sample("h5py_fixed.h5")).root();
  std::vector<std::int8_t> sparse(45, -1), packed(27, -1), implicit(15);
  std::iota(sparse.begin(), sparse.begin() + 9, std::int8_t{0});
  sparse[2 * 9 + 3] = 23, sparse[4 * 9 + 8] = 48;
  for (const auto i : {0, 5, 8})
    for (int j = 0; j < 3; ++j) packed[3 * i + j] = static_cast<std::int8_t>(i + j);
  std::iota(implicit.begin(), implicit.end(), std::int8_t{0});
  CHECK(values<std::int8_t>(root.dataset("sparse")) == sparse);
  CHECK(values<std::int8_t>(root.dataset("packed")) == packed);
  CHECK(values<std::int8_t>(root.dataset("implicit")) == implicit);
  std::vector<std::int8_t> ramp(70);
  std::iota(ramp.begin(), ramp.end(), std::int8_t{0});
  CHECK(values<std::int8_t>(Hdf5File(sample("h5py_old_tree.h5")).root().dataset("chunked")) ==
        ramp);
}

TEST_CASE("heaps of HDF5 with tables in tables and with huge objects") {
  const auto links = Hdf5File(sample("h5py_heap_tables.h5")).root().group("links");
  CHECK(links.names().size() == 600);
  for (const auto& name : links.names())
    CHECK(values<std::int8_t>(links.dataset(name)) == std::vector<std::int8_t>{0, 1, 2});
  const auto huge = Hdf5File(sample("h5py_heap_huge.h5")).root().attribute("huge");
  REQUIRE(huge);
  CHECK(huge->shape == Shape{600});
  CHECK(huge->dtype == DType::float64);
  double last = 0;
  std::memcpy(&last, huge->data.bytes().last(sizeof last).data(), sizeof last);
  CHECK(last == 599);
}

TEST_CASE("damaged datasets of HDF5 are refused by what is wrong with them") {
  const auto file = [](const char* name) {
    return Hdf5File(read_file(std::string(KERAS_REGRESSION) + "/hdf5/" + name)).root();
  };
  const auto new_structures = file("damaged_new.h5"), old_structures = file("damaged_old.h5");
  for (const auto& [name, sentence] : of_new_structures)
    CHECK(refusal_of(new_structures, name) == sentence);
  CHECK(refusal_of(new_structures, "index_checksum").ends_with("its checksum does not fit"));
  for (const auto& [name, sentence] : of_old_structures)
    CHECK(refusal_of(old_structures, name) == sentence);
}

TEST_CASE("links to elsewhere are refused by name") {
  const auto root = Hdf5File(sample("h5py_old.h5")).root();
  CHECK_THROWS_WITH_AS(root.dataset("soft"), "/: 'soft' is a soft link, which is not followed",
                       ValueError);
  CHECK_THROWS_WITH_AS(Hdf5File(sample("h5py_new.h5")).root().dataset("external"),
                       "/: 'external' is an external link (to another file), which is not followed",
                       ValueError);
  CHECK_THROWS_WITH_AS(root.group("f4"), "/: there is no group 'f4'", ValueError);
  CHECK_THROWS_WITH_AS(root.dataset("none"), "/: there is no dataset 'none'", ValueError);
  CHECK_THROWS_WITH_AS(root.string_attribute("names"),
                       "/: attribute 'names' must be one string; received dtype=string shape=(2,)",
                       ValueError);
}

TEST_CASE("every truncation of an HDF5 file is refused") {
  const auto whole = sample("h5py_old_chunked.h5");
  for (std::size_t size = 0; size < whole.size(); size += 7)
    CHECK(refusal(whole.share(whole.bytes().first(size))) != "accepted");
}

TEST_CASE("damaged HDF5 files are read or refused, never worse") {
  for (const char* name : {"h5py_old.h5", "h5py_old_chunked.h5", "h5py_new_chunked.h5",
                           "h5py_extensible.h5", "h5py_fixed.h5"}) {
    const auto whole = sample(name);
    for (std::size_t at = 8; at < whole.size(); at += 5) {
      std::vector<std::byte> damaged(whole.bytes().begin(), whole.bytes().end());
      damaged[at] ^= std::byte{0xFF};
      refusal(Buffer::copy(damaged));
    }
  }
}

TEST_CASE("a dataset may not declare far more than is stored") {
  // The shape (5, 7) of `chunked` becomes (2**40, 7).
  const auto whole = sample("h5py_old_chunked.h5");
  std::vector<std::byte> damaged(whole.bytes().begin(), whole.bytes().end());
  std::vector<std::byte> shape;
  put(shape, 5, 8);
  put(shape, 7, 8);
  const auto found = std::search(damaged.begin(), damaged.end(), shape.begin(), shape.end());
  REQUIRE(found != damaged.end());
  found[5] = std::byte{1};
  const auto dataset = Hdf5File(Buffer::copy(damaged)).root().dataset("chunked");
  CHECK(dataset.shape() == Shape{(std::int64_t{1} << 40) + 5, 7});
  CHECK_THROWS_AS(dataset.read(), ValueError);
}

TEST_CASE("checksums") {
  // The examples of lookup3.c, and Fletcher's sum of the words 1 and 2.
  CHECK(hdf5::lookup3(bytes_of("")) == 0xdeadbeef);
  CHECK(hdf5::lookup3(bytes_of("Four score and seven years ago")) == 0x17770551);
  std::vector<std::byte> words;
  put(words, 0x02000100, 4);
  CHECK(hdf5::fletcher32(words) == (4u << 16 | 3u));
}

}  // namespace keras::io
