// What fuzzers and users found once: each file is read by the target it is for, and must not end
// the program.
#include <doctest/doctest.h>

#include <filesystem>

#include "fuzz/targets.hpp"
#include "keras/io/file.hpp"

using namespace keras;

namespace {

void feed(const char* target, void (*read)(io::Bytes)) {
  int count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(KERAS_REGRESSION) + "/" + target)) {
    CAPTURE(entry.path().filename().string());
    CHECK_NOTHROW(read(io::read_file(entry.path()).bytes()));
    ++count;
  }
  CHECK(count > 0);
}

}  // namespace

TEST_CASE("files that broke the reader of JSON are read or refused") { feed("json", fuzz::json); }
TEST_CASE("files that broke the reader of zip are read or refused") { feed("zip", fuzz::zip); }
TEST_CASE("files that broke the reader of HDF5 are read or refused") { feed("hdf5", fuzz::hdf5); }
TEST_CASE("files that broke the reader of npy are read or refused") { feed("npy", fuzz::npy); }
TEST_CASE("configurations that broke models are read or refused") { feed("config", fuzz::config); }
TEST_CASE("archives that broke models are read or refused") { feed("archive", fuzz::archive); }
TEST_CASE("requests that a server might trip over are answered") { feed("request", fuzz::request); }
