#include "keras/callbacks/event_file.hpp"

#include <unistd.h>

#include <atomic>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>

#include "keras/core/error.hpp"
#include "keras/io/file.hpp"
#include "keras/io/tf_record.hpp"

namespace keras::callbacks {
namespace {

// Protocol buffers: a key (number of the field and kind of its value), then the value. The numbers
// are those of tensorflow/core/util/event.proto, framework/summary.proto and tensor.proto.

enum class Wire : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2 };

std::string varint(std::uint64_t number) {
  std::string out;
  for (; number >= 0x80; number >>= 7) out += static_cast<char>((number & 0x7f) | 0x80);
  return out + static_cast<char>(number);
}

std::string key(int field, Wire wire) {
  return varint(static_cast<std::uint64_t>(field) << 3 | static_cast<std::uint64_t>(wire));
}

std::string whole(int field, std::uint64_t number) {
  return key(field, Wire::varint) + varint(number);
}

std::string message(int field, std::string_view contents) {
  return key(field, Wire::bytes) + varint(contents.size()) + std::string(contents);
}

std::string little(std::uint64_t number, std::size_t size) {
  std::vector<std::byte> bytes;
  io::put(bytes, number, size);
  return std::string(io::text_of(bytes));
}

std::string seconds_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration<double>(now).count();
  return key(1, Wire::fixed64) + little(std::bit_cast<std::uint64_t>(seconds), 8);
}

/// A summary with one value: its tag, what shows it and its tensor.
std::string summary(std::string_view tag, std::string_view metadata, std::string_view tensor) {
  return message(5, message(1, message(1, tag) + message(9, metadata) + message(8, tensor)));
}

std::string name_for_now() {
  static std::atomic<int> number{0};
  char host[256] = "";
  ::gethostname(host, sizeof host - 1);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  return text("events.out.tfevents.", seconds, ".", host[0] != '\0' ? host : "localhost", ".",
              ::getpid(), ".", number.fetch_add(1), ".v2");
}

}  // namespace

EventFile::EventFile(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) fail(io::printable(folder), ": cannot be made: ", error.message());
  path_ = folder + "/" + name_for_now();
  file_.reset(std::fopen(path_.c_str(), "wxe"));
  if (!file_) fail(io::printable(path_), ": cannot be opened: ", std::strerror(errno));
  write(0, message(3, "brain.Event:2"));
}

void EventFile::write_scalar(std::string_view tag, double value, std::int64_t step) {
  constexpr int float_type = 1, scalar_class = 1;
  const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value));
  const auto tensor = whole(1, float_type) + message(2, "") + message(5, little(bits, 4));
  const auto metadata = message(1, message(1, "scalars")) + whole(4, scalar_class);
  write(step, summary(tag, metadata, tensor));
}

void EventFile::write_model(std::string_view tag, std::string_view json) {
  constexpr int string_type = 7;
  const auto tensor = whole(1, string_type) + message(2, "") + message(8, json);
  write(0, summary(tag, message(1, message(1, "graph_keras_model") + message(2, "1")), tensor));
}

void EventFile::flush() {
  if (std::fflush(file_.get()) != 0)
    fail(io::printable(path_), ": cannot be written: ", std::strerror(errno));
}

void EventFile::write(std::int64_t step, std::string_view field) {
  const auto event =
      seconds_now() + whole(2, static_cast<std::uint64_t>(step)) + std::string(field);
  const auto record = io::tf_record(io::bytes_of(event));
  std::fwrite(record.data(), 1, record.size(), file_.get());
}

}  // namespace keras::callbacks
