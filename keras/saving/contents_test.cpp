#include "keras/saving/contents.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "keras/io/hdf5_writer.hpp"

using namespace keras;
using saving::Contents;

namespace {

Tensor vector(std::vector<float> x) {
  const auto size = static_cast<std::int64_t>(x.size());
  return Tensor(x, {size});
}

}  // namespace

TEST_CASE("weights are shown as a tree") {
  const std::vector<float> numbers(6);
  io::Hdf5Writer writer;
  for (const char* path : {"layers/dense/vars/0", "layers/dense/vars/10", "layers/dense/vars/2"})
    writer.dataset(path, DType::float32, {2, 3}, io::Bytes(std::as_bytes(std::span(numbers))));
  writer.dataset("vars/0", DType::float32, {6}, io::Bytes(std::as_bytes(std::span(numbers))));
  io::MemoryOutput out;
  writer.write(out.sink());
  const saving::StoredWeights weights({io::Hdf5File(io::Buffer::copy(std::move(out).bytes()))});
  CHECK(saving::weights_tree(weights) ==
        "layers\n"
        "  dense\n"
        "    vars\n"
        "      0                                 float32 (2, 3)\n"
        "      2                                 float32 (2, 3)\n"
        "      10                                float32 (2, 3)\n"
        "vars\n"
        "  0                                     float32 (6,)\n"
        "4 arrays, 24 numbers, 96 bytes\n");
}

TEST_CASE("the places where configurations differ are named") {
  const Contents a = {Object{{"units", 3}, {"layers", List{1, 2}}, {"old", 1}}, {}};
  const Contents b = {Object{{"units", 4}, {"layers", List{1, 5}}, {"new", 2}}, {}};
  CHECK(saving::differences(a, b) ==
        std::vector<std::string>{"units: 3 and 4", "layers[1]: 2 and 5", "old: 1 and nothing",
                                 "new: nothing and 2"});
  CHECK(saving::differences(a, a).empty());
  CHECK(saving::differences(a, Contents{}).empty());
}

TEST_CASE("arrays that differ are named with their largest difference") {
  const Contents a = {{}, {{"x", vector({1, 2, NAN})}, {"y", vector({1})}, {"z", vector({1})}}};
  const Contents b = {{}, {{"x", vector({1, 4, NAN})}, {"y", vector({1, 2})}, {"w", vector({1})}}};
  CHECK(saving::differences(a, b) ==
        std::vector<std::string>{"x: 1 of 3 numbers differ, most of all number 1: 2 and 4",
                                 "y: shapes (1,) and (2,)", "z: only in the first file",
                                 "w: only in the second file"});
}
